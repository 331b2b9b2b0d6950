"""criteria and assessments"""
import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade():
    criteria = op.create_table(
        "criteria",
        sa.Column("code", sa.Text, primary_key=True),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("phrase", sa.Text, nullable=False),
    )
    op.bulk_insert(
        criteria,
        [
            {"code": "C-1", "title": "Says what it applies to", "phrase": "scope"},
            {"code": "C-2", "title": "Names who is responsible", "phrase": "responsible"},
            {"code": "C-3", "title": "Tells when it is looked at again", "phrase": "review"},
        ],
    )
    op.create_table(
        "assessments",
        sa.Column("id", sa.Integer, sa.Identity(always=True), primary_key=True),
        sa.Column("document", sa.Text, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("verdict", sa.Boolean),
        sa.Column("missing", sa.JSON),
        sa.Column("judged_by", sa.Text),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False, server_default=sa.func.now()),
    )


def downgrade():
    op.drop_table("assessments")
    op.drop_table("criteria")

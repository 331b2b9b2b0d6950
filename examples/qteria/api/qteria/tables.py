"""The tables as this version of the code uses them; migrations/ changes them."""
import sqlalchemy as sa

metadata = sa.MetaData()

criteria = sa.Table(
    "criteria",
    metadata,
    sa.Column("code", sa.Text, primary_key=True),
    sa.Column("title", sa.Text, nullable=False),
    #: A document meets the criterion when it contains this.
    sa.Column("phrase", sa.Text, nullable=False),
)

assessments = sa.Table(
    "assessments",
    metadata,
    sa.Column("id", sa.Integer, sa.Identity(always=True), primary_key=True),
    sa.Column("document", sa.Text, nullable=False),
    sa.Column("body", sa.Text, nullable=False),
    #: Whether all criteria are met; empty until the worker has judged.
    sa.Column("verdict", sa.Boolean),
    #: Codes of the criteria that are not met.
    sa.Column("missing", sa.JSON),
    #: The worker's version that judged.
    sa.Column("judged_by", sa.Text),
    sa.Column("created_at", sa.DateTime(timezone=True), nullable=False, server_default=sa.func.now()),
)

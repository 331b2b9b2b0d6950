"""Holds documents against criteria before an auditor does."""

"""create students

Revision ID: 9c18917a64f7
Revises:
"""
import sqlalchemy as sa
from alembic import op

revision = "9c18917a64f7"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "students",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("full_name", sa.String(200), nullable=False),
        sa.Column("email", sa.String(254), nullable=False, unique=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False),
    )
    op.create_index("ix_students_full_name", "students", ["full_name"])


def downgrade() -> None:
    op.drop_table("students")

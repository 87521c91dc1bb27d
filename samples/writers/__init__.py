"""Writers: one manuscript to docx, PDF and text."""

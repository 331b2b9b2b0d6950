"""Resume: keeps résumés and writes letters of application for them, word by word."""

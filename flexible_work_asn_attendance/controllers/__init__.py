from . import attendance, flexible_work, webmanifest

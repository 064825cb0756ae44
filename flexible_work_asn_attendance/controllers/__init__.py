from . import attendance, flexible_work, kiosk, webmanifest

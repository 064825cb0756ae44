from . import (
    attendance,
    flexible_work,
    flexible_work_contact,
    flexible_work_data,
    flexible_work_log,
    kiosk,
    tpp,
    webmanifest,
)

from . import (
    test_complaint,
    test_dashboard,
    test_evaluation_core,
    test_figures,
    test_ledger,
    test_official,
    test_public_page,
    test_report,
    test_report_access,
    test_report_page,
    test_report_send,
    test_verification,
)

from . import test_figures
from . import test_report
from . import test_report_access
from . import test_report_page
from . import test_report_send

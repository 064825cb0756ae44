from odoo import http
from odoo.exceptions import UserError
from odoo.http import request

from odoo.addons.flexible_work_asn.asked import number_of

from .flexible_work import FlexibleWorkController


class FlexibleWorkContactController(FlexibleWorkController):
    """Answering a call on the page *Hari Ini*."""

    @http.route("/flexible_work/contact/answer", type="jsonrpc", auth="user")
    def answer_contact(self, contact_id):
        """Answer a call that was made to the user through this system; answered again, nothing changes.

        :return: the card
        """
        if not number_of(contact_id):
            raise UserError(request.env._("This call was not for you, or does not exist any more."))
        employee = self._own_employee()
        request.env["flexible.work.contact"].browse(number_of(contact_id))._answer(employee)
        return self._card()

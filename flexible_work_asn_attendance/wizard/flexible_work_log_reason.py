from odoo.addons.flexible_work_asn.wizard.flexible_work_reason import ACTIONS

#: decisions about reports, contacts and warnings that need a written reason, for the window that asks for one
ACTIONS |= {
    "return_log": ("flexible.work.log", "_return"),
    "undo_log": ("flexible.work.log", "_undo"),
    "excuse_contact": ("flexible.work.contact", "_excuse"),
    "undo_excuse": ("flexible.work.contact", "_undo_excuse"),
    "drop_warning": ("flexible.work.warning", "_drop"),
    "reopen_warning": ("flexible.work.warning", "_reopen"),
}

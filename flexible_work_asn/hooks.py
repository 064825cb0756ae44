from .uninstall import prepare


def uninstall_hook(env):
    """Nothing of this addon stays behind, and nothing else is touched."""
    prepare(env, "flexible_work_asn")

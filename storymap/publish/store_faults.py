"""What an object store refuses, in words."""

import sys

_NO_KEYS = {"NoCredentialsError", "PartialCredentialsError", "ProfileNotFound", "DefaultCredentialsError",
            "TokenRetrievalError", "SSOTokenLoadError", "CredentialRetrievalError"}  # fmt: skip


def store_faults() -> tuple[type[Exception], ...]:
    """Return the bases of what the libraries of the stores raise, of those that are loaded."""
    known = (("botocore.exceptions", "BotoCoreError"), ("botocore.exceptions", "ClientError"),
             ("aiohttp", "ClientError"), ("google.auth.exceptions", "GoogleAuthError"),
             ("azure.core.exceptions", "AzureError"))  # fmt: skip
    loaded = [getattr(sys.modules[module], name) for module, name in known if module in sys.modules]
    return (OSError, TimeoutError, *loaded)


def fault_in_words(fault: Exception, url: str, bucket: str) -> str:
    """Say what is wrong, what is safe and what to do."""
    safe = "What was published before is still there."
    if _NO_KEYS & {kind.__name__ for kind in type(fault).__mro__}:
        return (
            f"There are no credentials for {url}. Nothing was sent. Give them as other tools of the "
            "store take them, for S3 AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY or `aws configure`."
        )
    if isinstance(fault, FileNotFoundError):
        return f"There is no bucket {bucket}. Nothing was sent. Make it first, or look at the name."
    if isinstance(fault, PermissionError):
        return f"The store refuses: {fault}. {safe} Look at what your credentials may do in {bucket}."
    again = "Publish again: only what is missing is sent."
    return f"The store can't be reached or refuses: {fault}. {safe} {again}"

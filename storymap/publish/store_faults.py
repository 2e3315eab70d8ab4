"""What an object store refuses, in words."""

import sys
from typing import Any

_NO_KEYS = {"NoCredentialsError", "PartialCredentialsError", "ProfileNotFound", "DefaultCredentialsError",
            "TokenRetrievalError", "SSOTokenLoadError", "CredentialRetrievalError"}  # fmt: skip
_EXPIRED = {"ExpiredToken", "ExpiredTokenException", "TokenRefreshRequired", "RequestExpired"}
_ELSEWHERE = {"PermanentRedirect", "TemporaryRedirect", "301", "307", "AuthorizationHeaderMalformed",
              "IllegalLocationConstraintException"}  # fmt: skip
_SAFE = "What was published before is still there."


def store_faults() -> tuple[type[Exception], ...]:
    """Return the bases of what the libraries of the stores raise, of those that are loaded."""
    known = (("botocore.exceptions", "BotoCoreError"), ("botocore.exceptions", "ClientError"),
             ("aiohttp", "ClientError"), ("google.auth.exceptions", "GoogleAuthError"),
             ("azure.core.exceptions", "AzureError"))  # fmt: skip
    loaded = [getattr(sys.modules[module], name) for module, name in known if module in sys.modules]
    return (OSError, TimeoutError, RecursionError, *loaded)


def fault_in_words(fault: Exception, url: str, bucket: str) -> str:
    """Say what is wrong, what is safe and what to do."""
    if _NO_KEYS & {kind.__name__ for kind in type(fault).__mro__}:
        return (
            f"There are no credentials for {url}. Nothing was sent. Give them as other tools of the "
            "store take them, for S3 AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY or `aws configure`."
        )
    answer = _answer(fault)
    code = str(answer.get("Error", {}).get("Code", ""))
    if code in _EXPIRED:
        return (
            f"The credentials for {bucket} have expired. {_SAFE} Get new ones, as from `aws sso login`, and "
            "publish again."
        )
    if code in _ELSEWHERE or "recursion depth" in str(fault):  # a client that is sent round in a circle
        return f"The bucket {bucket} is in another region than was asked. {_SAFE} {_set_region(answer)}"
    if code == "400":
        return (
            f"The store refuses, and doesn't say why (400). {_SAFE} Mostly the credentials have expired: get "
            f"new ones. Or the bucket {bucket} is in another region: {_set_region(answer)}"
        )
    if isinstance(fault, FileNotFoundError):
        return f"There is no bucket {bucket}. Nothing was sent. Make it first, or look at the name."
    if isinstance(fault, PermissionError):
        return f"The store refuses: {fault}. {_SAFE} Look at what your credentials may do in {bucket}."
    again = "Publish again: only what is missing is sent."
    return f"The store can't be reached or refuses: {fault}. {_SAFE} {again}"


def no_endpoint(endpoint: str, where: str) -> str:
    """Say that what stands for an S3 endpoint can't be one."""
    return (
        f"The endpoint {endpoint} in {where} is no address. Nothing was sent. Write it with https:// or "
        "http://, or leave it out for Amazon's own."
    )


def _answer(fault: BaseException) -> dict[str, Any]:
    """Return what an S3 store answered, which s3fs gives as the cause of a system's error."""
    for one in (fault, fault.__cause__):
        if isinstance(answer := getattr(one, "response", None), dict):
            return answer
    return {}


def _set_region(answer: dict[str, Any]) -> str:
    region = answer.get("ResponseMetadata", {}).get("HTTPHeaders", {}).get("x-amz-bucket-region")
    return f"Set AWS_REGION={region}." if region else "Set AWS_REGION to the bucket's, which its store shows."

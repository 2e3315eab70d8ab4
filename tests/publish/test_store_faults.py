"""What a store answers becomes words that say what to do."""

import pytest

from storymap.publish.store_faults import fault_in_words


class _Answered(Exception):
    def __init__(self, code: str, region: str) -> None:
        headers = {"x-amz-bucket-region": region} if region else {}
        self.response = {"Error": {"Code": code}, "ResponseMetadata": {"HTTPHeaders": headers}}


@pytest.mark.parametrize("itself", [True, False])
@pytest.mark.parametrize(
    ("code", "region", "says"),
    [
        ("ExpiredToken", "", "The credentials for maps have expired"),
        ("PermanentRedirect", "eu-west-1", "in another region than was asked"),
        ("301", "eu-west-1", "Set AWS_REGION=eu-west-1."),
        ("AuthorizationHeaderMalformed", "", "Set AWS_REGION to the bucket's"),
        ("400", "eu-west-1", "Mostly the credentials have expired"),
    ],
)
def test_an_answer_of_the_store_says_what_to_do(code: str, region: str, says: str, itself: bool):
    answered, fault = _Answered(code, region), OSError(22, "Bad Request")
    fault.__cause__ = answered
    words = fault_in_words(answered if itself else fault, "s3://maps/x", "maps")
    assert says in words
    assert "What was published before is still there." in words
    assert "only what is missing" not in words


def test_a_client_that_is_sent_round_in_a_circle_is_told_of_the_region():
    fault = RecursionError("maximum recursion depth exceeded")
    assert "in another region" in fault_in_words(fault, "s3://maps/x", "maps")

"""Agencies by the kind of service they are."""

from __future__ import annotations

import pytest

from keepsight.review.services import kind_of_service, kinds_of_service

# agency | kind
TABLE = """
Police                                  | police
Invented Valley Constabulary            | police
Youth justice                           | youth justice
YJS                                     | youth justice
Wren (substance misuse)                 | substance use services
GP                                      | health services
Health (GP and hospital)                | health services
School nursing, dental, hospital        | health services
Children's therapies                    | health services
CAMHS                                   | health services
Children's social care                  | children’s services
Children’s services                     | children’s services
CSC                                     | children’s services
Early Help                              | early help
Marlow Lane School                      | education
Harbour Sixth Form                      | education
Supported housing                       | housing
Bereavement charity                     | a voluntary service
Young carers project                    | a voluntary service
Harbour RFC                             | a club
Young person                            | the child’s own account
Family (grandmother)                    | the family’s own account
Parents                                 | the family’s own account
The Anvil                               | another service
"""
ROWS = [tuple(part.strip() for part in line.split("|")) for line in TABLE.strip().splitlines()]


@pytest.mark.parametrize(("agency", "kind"), ROWS)
def test_an_agency_is_told_by_its_kind(agency: str, kind: str) -> None:
    assert kind_of_service(agency) == kind


def test_two_agencies_of_a_kind_are_told_once_and_another_service_comes_last() -> None:
    assert kinds_of_service(("The Anvil", "GP", "CAMHS", "Police")) == ("health services", "police", "another service")

"""The rules a flow may name under `when`; each is one question about the scene."""

from collections.abc import Callable

from bot.dialogue.answers import DETAIL, SKIPPED
from bot.dialogue.officials import concerned_in
from bot.dialogue.scene import Scene


def consent_missing(scene: Scene) -> bool:
    """The person has not agreed that their words are kept."""
    return not scene.talk.consent


def consent_refused(scene: Scene) -> bool:
    """The person was asked in this flow and said no."""
    return scene.given("consent") == "no" and not scene.talk.consent


def country_reopened(scene: Scene) -> bool:
    """The person wants to correct the country."""
    return "country" in scene.walk.every("reopened")


def category_reopened(scene: Scene) -> bool:
    """The person wants to correct the kind of problem."""
    return "category" in scene.walk.every("reopened")


def wants_fix(scene: Scene) -> bool:
    """The person answered the read-back with "something is wrong"."""
    return scene.given("review") == "no"


def home_unknown(scene: Scene) -> bool:
    """It is not known which village the person belongs to."""
    return not scene.talk.home


def danger_case_open(scene: Scene) -> bool:
    """A case with danger of this person is open, so new words belong to it."""
    return any(case.open and case.danger for case in scene.cases)


def no_danger_case(scene: Scene) -> bool:
    """No case with danger of this person is open."""
    return not danger_case_open(scene)


def follows_no_case(scene: Scene) -> bool:
    """This talk follows no case at all."""
    return not scene.cases


def other_number(scene: Scene) -> bool:
    """The case number given is not yet followed by this talk, so its PIN is needed."""
    number = scene.given("number")
    return number is not None and number not in {case.number for case in scene.cases}


def problem_kept(scene: Scene) -> bool:
    """The kind of problem is the one the flow is about."""
    return scene.content.flow_for(scene.given("category") or "") == scene.walk.flow


def gave_details(scene: Scene) -> bool:
    """At least one question after the receipt was answered."""
    return any(each.value != SKIPPED for each in scene.walk.answers if each.step.startswith(DETAIL))


def gave_no_details(scene: Scene) -> bool:
    """Every question after the receipt was skipped."""
    return not gave_details(scene)


def wants_guidance(scene: Scene) -> bool:
    """The carer chose the weekly guidance."""
    return scene.given("need") == "guidance"


def ends_guidance(scene: Scene) -> bool:
    """The carer wants no more guidance."""
    return scene.given("need") == "stop"


def pastes_advert(scene: Scene) -> bool:
    """The person has the text of the offer."""
    return scene.given("way") == "paste"


def answers_questions(scene: Scene) -> bool:
    """The person answers questions about the offer."""
    return scene.given("way") == "questions"


def ticked_something(scene: Scene) -> bool:
    """An item of the checklist was chosen."""
    return not ticked_nothing(scene)


def ticked_nothing(scene: Scene) -> bool:
    """Nothing new is done on the checklist."""
    return scene.given("item") == SKIPPED


def may_concern_desk(scene: Scene) -> bool:
    """The story names somebody who works where reports arrive, so it may be about them."""
    return bool(concerned_in(scene.given("story") or "", scene.content.officials))


def wants_no_tie(scene: Scene) -> bool:
    """The report is to be kept without a tie to this phone."""
    return scene.given("review") == "anonymous"


def keeps_tie(scene: Scene) -> bool:
    """The report stays with this phone, so that it can be told of news."""
    return not wants_no_tie(scene)


def received_nothing(scene: Scene) -> bool:
    """The reporter says that it is over and received nothing."""
    return scene.given("received") == "nothing"


def received_wages(scene: Scene) -> bool:
    """The reporter received money."""
    return scene.given("received") == "wages"


def no_open_case(scene: Scene) -> bool:
    """This talk has no open case of its own."""
    return not scene.own_open


def several_open_cases(scene: Scene) -> bool:
    """This talk has more than one open case of its own."""
    return len(scene.own_open) > 1


def is_sure(scene: Scene) -> bool:
    """The reporter was asked once more, and wants it."""
    return scene.given("sure") == "yes"


def keeps_case(scene: Scene) -> bool:
    """The reporter was asked once more, and wants the case to stay as it is."""
    return scene.given("sure") == "no"


def phone_abroad(scene: Scene) -> bool:
    """The phone is used abroad."""
    return scene.given("place") == "abroad"


def hides_news(scene: Scene) -> bool:
    """Others read the phone, so news waits behind a safe word."""
    return scene.given("hidden") == "yes"


def hides_nothing(scene: Scene) -> bool:
    """Nobody else reads the phone."""
    return scene.given("hidden") == "no"


def on_old_phone(scene: Scene) -> bool:
    """The person is on the phone they used before."""
    return scene.given("side") == "old"


def on_new_phone(scene: Scene) -> bool:
    """The person is on the phone that is to be connected."""
    return scene.given("side") == "new"


def agrees_to_connect(scene: Scene) -> bool:
    """The person says that both phones are theirs."""
    return scene.given("agree") == "yes"


def declines_to_connect(scene: Scene) -> bool:
    """The other phone is somebody else's."""
    return scene.given("agree") == "no"


PREDICATES: dict[str, Callable[[Scene], bool]] = {
    rule.__name__: rule
    for rule in (
        consent_missing,
        consent_refused,
        country_reopened,
        category_reopened,
        wants_fix,
        home_unknown,
        danger_case_open,
        no_danger_case,
        follows_no_case,
        other_number,
        problem_kept,
        gave_details,
        gave_no_details,
        wants_guidance,
        ends_guidance,
        pastes_advert,
        answers_questions,
        ticked_something,
        ticked_nothing,
        may_concern_desk,
        wants_no_tie,
        keeps_tie,
        received_nothing,
        received_wages,
        no_open_case,
        several_open_cases,
        is_sure,
        keeps_case,
        phone_abroad,
        hides_news,
        hides_nothing,
        on_old_phone,
        on_new_phone,
        agrees_to_connect,
        declines_to_connect,
    )
}

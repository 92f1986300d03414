"""The addresses of the workbench, one module an area; a review's addresses all begin with its number."""

from django.urls import include, path

from keepsight.web.api.version_1 import api
from keepsight.web.views import account, board, board_events, circulation, exercises, exports, home, training

urlpatterns = [
    path("", home.home, name="home"),
    path("accounts/", include("allauth.urls")),
    path("account/", account.account, name="account"),
    path("account/tokens/<int:token>/withdraw/", account.token_withdraw, name="token_withdraw"),
    path("language/", account.language, name="language"),
    path("notices/", account.notices, name="notices"),
    path("healthy/", home.healthy, name="healthy"),
    path("api/v1/", api.urls),
    path("board/<int:board>/", board.board, name="board"),
    path("board/<int:board>/circulation/", circulation.library, name="library"),
    path("board/<int:board>/circulation/version/", circulation.add_version, name="add_version"),
    path("board/<int:board>/circulation/send/", circulation.send, name="circulate"),
    path("board/<int:board>/circulation/<int:number>/", circulation.circulation, name="circulation"),
    path("board/<int:board>/guidance/<int:number>/", circulation.guidance_file, name="guidance_file"),
    path("board/<int:board>/events/", board_events.board_events, name="board_events"),
    path("board/<int:board>/training/", training.courses, name="courses"),
    path("board/<int:board>/training/<int:number>/", training.course, name="course"),
    path("board/<int:board>/training/<int:number>/<slug:act>/", training.course_act, name="course_act"),
    path("board/<int:board>/exercises/", exercises.exercises, name="exercises"),
    path("board/<int:board>/exercises/<int:number>/", exercises.written, name="exercise_written"),
    path("board/<int:board>/report/<int:year>.<slug:kind>", board.report, name="yearly_report"),
    path("board/<int:board>/teams/", circulation.teams, name="teams"),
    path("receipt/<str:secret>/", circulation.receipt, name="receipt"),
    path("receipt/<str:secret>/file/", circulation.receipt_file, name="receipt_file"),
    path("exercise/<str:secret>/", exercises.exercise, name="exercise"),
    path("exercise/run/<str:secret>/", exercises.run, name="exercise_run"),
    path("exercise/run/<str:secret>/certificate/", exercises.certificate, name="exercise_certificate"),
    path("reviews/new/", home.new_review, name="new_review"),
    path("welcome/<str:secret>/", account.welcome, name="welcome"),
    path("reviews/<int:review>/", home.review, name="review"),
    path("reviews/<int:review>/names/", home.names, name="names"),
    path("reviews/<int:review>/exports/", exports.exports, name="exports"),
    path("reviews/<int:review>/exports/<str:kind>", exports.exported, name="exported"),
    path("reviews/<int:review>/", include("keepsight.web.urls.gather")),
    path("reviews/<int:review>/timeline/", include("keepsight.web.urls.timeline")),
    path("reviews/<int:review>/", include("keepsight.web.urls.questions")),
    path("reviews/<int:review>/", include("keepsight.web.urls.learning")),
    path("reviews/<int:review>/", include("keepsight.web.urls.briefing")),
    path("reviews/<int:review>/", include("keepsight.web.urls.actions")),
]

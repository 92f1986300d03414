"""Addresses of a review's setting up and of gathering chronologies."""

from django.urls import path

from keepsight.web.views import gather, people, setup, submission

urlpatterns = [
    path("setup/", setup.setup, name="setup"),
    path("seats/", setup.seats, name="seats"),
    path("seats/<int:seat>/away/", setup.seat_away, name="seat_away"),
    path("invitations/<int:invitation>/withdraw/", setup.invitation_withdraw, name="invitation_withdraw"),
    path("people/", people.people, name="people"),
    path("people/draft/", people.draft, name="people_draft"),
    path("trail/", setup.trail_page, name="trail"),
    path("run/", gather.run, name="run"),
    path("run/again/", gather.run_again, name="run_again"),
    path("gather/", gather.gather, name="gather"),
    path("gather/agency/", gather.add_agency, name="add_agency"),
    path("gather/agency/<int:member>/chase/", gather.chase, name="chase"),
    path("gather/agency/<int:member>/release/", gather.release, name="release"),
    path("gather/agency/<int:member>/blank.<str:kind>", gather.blank, name="blank"),
    path("gather/agency/<int:member>/send/", gather.send, name="send"),
    path("gather/agency/<int:member>/type/", gather.type_rows, name="type_rows"),
    path("gather/<int:submission>/", submission.submission, name="submission"),
    path("gather/<int:submission>/original/", submission.original, name="original"),
    path("gather/<int:submission>/heading/", submission.heading, name="heading"),
    path("gather/<int:submission>/row/<str:entry>/", submission.row, name="row"),
    path("gather/<int:submission>/decide/", submission.decide, name="decide"),
    path("gather/<int:submission>/compare/", submission.compare, name="compare"),
]

# License
LABEL = "Numéro de l'activité"
GOOD = "Number"

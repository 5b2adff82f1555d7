const label = "Préparer";

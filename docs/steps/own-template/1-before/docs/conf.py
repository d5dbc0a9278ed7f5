project = "Parcels"
extensions = ["myst_parser"]

{
    "name": compute(),
}

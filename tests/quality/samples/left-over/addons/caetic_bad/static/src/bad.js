console.log("here");
console.error("told to the user");

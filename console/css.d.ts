/** A stylesheet that is imported goes into the one that the server serves beside the script. */
declare module '*.css';

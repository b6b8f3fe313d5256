/** What a setup file of Jest exports: Jest calls it before the tests of each file. */
declare function setup(): Promise<void>;
export = setup;

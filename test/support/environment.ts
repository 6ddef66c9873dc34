/** On a machine that has what the tests need: nothing may be left out. */
export const inCi = process.env.CI === 'true';

export const searchPath = `${process.env.PATH ?? ''}:/usr/bin:/usr/local/bin`;

/** A pattern for whole words of the Latin script. Unlike `\b`, it knows letters with accents. Not for Chinese or Japanese, which have no spaces. */
export const word = (pattern: string): string => String.raw`(?<![\p{L}\p{N}])(?:${pattern})(?![\p{L}\p{N}])`

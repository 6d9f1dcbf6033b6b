/** Of a pattern of Latin words: that they stand alone, also beside letters with accents. Between Chinese signs there are no edges of words. */
export const word = (pattern: string): string => String.raw`(?<![\p{L}\p{N}])(?:${pattern})(?![\p{L}\p{N}])`

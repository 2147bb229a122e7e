/** @file The version that manifests name; equals package.json's. */
export const selfsameVersion = "0.1.0";

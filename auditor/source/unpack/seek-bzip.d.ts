/** What is used of the package, which brings no types. */
declare module "seek-bzip" {
  const Bunzip: {
    /** @throws when `input` is no whole, valid bzip2 data. */
    decode(input: Uint8Array, output?: { writeByte(byte: number): void; flush?(): void }): Uint8Array;
  };
  export default Bunzip;
}

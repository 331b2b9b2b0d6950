// The package declares types for its entry only; that entry cannot say where its wasm file is, which a bundle must.
declare module 'libpg-query/wasm/libpg-query.js' {
  interface EmscriptenModule {
    _malloc(bytes: number): number;
    _free(pointer: number): void;
    _wasm_parse_query_raw(sql: number): number;
    _wasm_free_parse_result(result: number): void;
    _wasm_scan(sql: number): number;
    _wasm_free_string(text: number): void;
    lengthBytesUTF8(text: string): number;
    stringToUTF8(text: string, pointer: number, bytes: number): void;
    UTF8ToString(pointer: number): string;
    getValue(pointer: number, type: 'i32'): number;
  }
  export default function create(options: {
    locateFile(): string;
    print?(line: string): void;
    printErr?(line: string): void;
  }): Promise<EmscriptenModule>;
}

/**
 * Functions of PostgreSQL that give the same value for every row of a statement: STABLE or IMMUTABLE in pg_proc. A
 * default made of them costs nothing when a column is added. A test asks a server about each.
 */
export const steadyFunctions: ReadonlySet<string> = new Set(
  `abs age array_append array_length array_to_json array_to_string btrim ceil ceiling char_length chr coalesce concat
  concat_ws convert_from convert_to current_database current_schema current_setting date date_part date_trunc decode
  encode extract float8 floor format initcap int4 int8 int4range int8range interval json_array json_build_array
  json_build_object json_object jsonb_build_array jsonb_build_object jsonb_object left length lower lpad ltrim make_date
  make_interval make_time make_timestamp make_timestamptz md5 mod now num_nonnulls numeric nullif numrange obj_description
  overlay position power quote_ident quote_literal quote_nullable regexp_replace repeat replace reverse right round rpad
  rtrim sha256 sha512 sign split_part sqrt starts_with statement_timestamp strpos substr substring text timestamp
  timestamptz timezone to_char to_date to_json to_jsonb to_number to_timestamp to_tsvector transaction_timestamp translate
  trunc tsrange tstzrange unistr upper daterange`.split(/\s+/),
);

/** Volatile functions of PostgreSQL that change nothing but a sequence or a setting of the session. */
export const harmlessFunctions: ReadonlySet<string> = new Set(
  `gen_random_uuid uuidv4 uuidv7 random random_normal clock_timestamp timeofday nextval setval currval lastval set_config
  version count max min sum avg bool_and bool_or every string_agg array_agg json_agg jsonb_agg json_object_agg
  jsonb_object_agg row_number rank dense_rank lag lead first_value last_value ntile generate_series unnest
  jsonb_array_elements jsonb_array_elements_text jsonb_each jsonb_each_text jsonb_object_keys json_array_elements
  json_each regexp_matches regexp_match regexp_split_to_array regexp_split_to_table string_to_array jsonb_set
  jsonb_insert jsonb_strip_nulls greatest least to_regclass to_regtype pg_get_serial_sequence crypt gen_salt
  uuid_generate_v4 uuid_generate_v1 pg_typeof row_to_json cardinality`.split(/\s+/),
);

/** Whether a call, by the parts of its name, is of a known function that does nothing behind the reader's back. */
export function isHarmless(parts: readonly string[]): boolean {
  const name = builtinName(parts);
  return name !== undefined && (steadyFunctions.has(name) || harmlessFunctions.has(name));
}

/** Whether a call gives the same for every row. */
export function isSteady(parts: readonly string[]): boolean {
  const name = builtinName(parts);
  return name !== undefined && steadyFunctions.has(name);
}

function builtinName(parts: readonly string[]): string | undefined {
  if (parts.length === 1) return parts[0];
  return parts.length === 2 && parts[0] === 'pg_catalog' ? parts[1] : undefined;
}

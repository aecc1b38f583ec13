/**
 * Packages that the mailroom has received and told the hub of: whoever drops one off need not say
 * whose it is. And the last wall before a mistake: what lies in one locker is one recipient's.
 */
export const received = {
  version: 60,
  sql: `
create table received_packages (
  -- As it stands in the barcode, without blanks and dashes.
  tracking_number text primary key,
  contact_id text,
  department_id text,
  sender text,
  check (contact_id is not null or department_id is not null)
) strict, without rowid;

create trigger one_recipient_per_locker before insert on parcels
when new.purpose = 'delivery' and new.state in ('placing', 'waiting')
begin
  select raise(abort, 'constraint failed: the locker is somebody else''s')
  where exists (
    select 1 from parcels where locker = new.locker
      and state in ('placing', 'waiting', 'released')
      and (contact_id is not new.contact_id
        or (new.contact_id is null and department_id is not new.department_id)));
end;
`,
} as const;

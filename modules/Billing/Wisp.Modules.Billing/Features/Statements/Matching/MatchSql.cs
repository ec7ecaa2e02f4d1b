namespace Wisp.Modules.Billing.Features.Statements.Matching;

/// <summary>Whose lines of a statement are. <c>$1</c> is the statement.</summary>
internal static class MatchSql
{
    /// <summary>A chunk of <c>$3</c> lines after line <c>$2</c>, by the invoice that they name, the client's ID in the reference, and tax number or document.</summary>
    public const string Chunk =
        """
        with line as materialized (
            select l.id, l.line, l.reference, l.tax_id, s.names_client, upper(concat_ws(' ', l.reference, l.description, l.payer)) as whole,
                   upper(concat_ws(' ', case when s.names_client then l.reference end, l.description, l.payer, l.tax_id)) as text
            from billing.statement_line l join billing.statement s on s.id = l.statement_id
            where l.statement_id = $1 and l.line > $2 and l.state = 'read' order by l.line limit $3),
        -- As papers have it, with its letter or without; and as pay links name one.
        printed as materialized (
            select distinct l.id, m[1] as kind, m[2]::integer as point, m[3]::bigint as number
            from line l cross join lateral regexp_matches(l.whole, '(?<![0-9A-Z])(?:([A-Z])[ -]?)?([0-9]{4,5})-([0-9]{8})(?![0-9])', 'g') m),
        linked as materialized (
            select distinct l.id, m[1]::bigint as number
            from line l cross join lateral regexp_matches(l.whole, '(?<![0-9A-Z])INV-([0-9]{1,18})(?![0-9A-Z])', 'g') m),
        -- A day or a number with signs in it is no ID; a plain number among other words is one only behind a word that says so.
        token as materialized (
            select distinct l.id, t.token collate "C" as token, case when t.token ~ '^[0-9]{1,18}$' then t.token::bigint end as number
            from line l cross join lateral (
                select l.reference as token union select regexp_split_to_table(l.reference, '[\s,;:#()]+')) t
            where l.names_client and t.token ~ '[0-9]'
              and (t.token !~ '^[0-9]+$' or t.token = l.reference
                or upper(l.reference) ~ ('(CLIENTE|CLI|ABONADO|SOCIO|CUENTA|ID|NRO|N[UÚ]MERO|N[°º]|#)[\s.:°º#-]*' || t.token || '(?![0-9])'))),
        shown as materialized (
            select t.id, k.id as client_id from token t cross join lateral (select c.id from clients.clients_v1 c where c.shown_id = t.token limit 1) k
            union
            select t.id, k.id from token t cross join lateral (select c.id from clients.clients_v1 c where c.shown_id = t.number::text collate "C" limit 1) k where t.number is not null),
        -- Dots between thousands and the dashes of tax numbers and check digits do not matter; those of days do.
        plain as materialized (
            select l.id, regexp_replace(upper(l.tax_id), '[^0-9K]', '', 'g') as tax_key,
                regexp_replace(regexp_replace(regexp_replace(l.text,
                    '(?<=[0-9])\.(?=[0-9]{3}(?![0-9]))', '', 'g'),
                    '(?<![0-9])([0-9]{2})-([0-9]{8})-([0-9])(?![0-9])', '\1\2\3', 'g'),
                    '(?<![0-9A-Z]|[0-9]-)([0-9]{7,9})-([0-9K])(?![0-9A-Z]|-[0-9])', '\1\2', 'g') as text
            from line l),
        -- A short number in a text may be anything, unless a word before it says that it is a document.
        digits as materialized (
            select distinct l.id, m[1] as key
            from plain l cross join lateral regexp_matches(l.text, '(?<![0-9A-Z]|[0-9]-)([0-9]{6,14}K?)(?![0-9A-Z]|-[0-9])', 'g') m
            where char_length(m[1]) > 8 or m[1] = l.tax_key or l.text ~ ('(DNI|DOC|DOCUMENTO|CI|CC|C[EÉ]DULA|RUT|NIT|RUC|CUIT|CUIL)[^0-9A-Z]*' || m[1] || '(?![0-9])')),
        -- What a text yields cannot be estimated: each finding is looked up by its index.
        hit as materialized (
            select p.id, 1 as rank, 'invoice' as rule, i.client_id
            from printed p cross join lateral (
                select o.client_id from billing.invoice o join billing.point_of_sale s on s.id = o.point_of_sale_id
                where o.number = p.number and s.number = p.point and (p.kind is null or o.kind = p.kind) offset 0) i
            union
            select p.id, 1, 'invoice', i.client_id from linked p cross join lateral (select o.client_id from billing.invoice o where o.public_id = p.number and o.issued_on is not null limit 1) i
            union
            select id, 2, 'number', client_id from shown
            union
            select t.id, 2, 'number', k.id from token t cross join lateral (select c.id from clients.clients_v1 c where c.public_id = t.number limit 1) k
            where t.number is not null and not exists (select from shown s where s.id = t.id)
            union
            select d.id, 3, 'document', k.id from digits d cross join lateral (select c.id from clients.clients_v1 c where c.document_key = d.key and c.status = 'active' limit 1) k
            union
            select d.id, 3, 'document', b.id from digits d cross join lateral (select c.id from billing.client c where c.taxpayer_id = d.key offset 0) b
            union
            -- A CUIT of a person has his document inside.
            select d.id, 3, 'document', k.id from digits d cross join lateral (
                select c.id from clients.clients_v1 c where c.document_key = ltrim(substr(d.key, 3, 8), '0') and c.status = 'active' and c.country = 'AR' limit 1) k
            where d.key ~ '^2[0347][0-9]{9}$'),
        -- Rules that name different clients name nobody.
        verdict as materialized (
            select id, rank, rule, count(distinct client_id) as clients, min(client_id::text)::uuid as client_id from hit group by id, rank, rule),
        chosen as materialized (
            select id, (array_agg(rule order by clients > 1, rank))[1] as rule, (array_agg(client_id order by clients > 1, rank))[1] as client_id,
                   greatest((array_agg(clients order by clients > 1, rank))[1], count(distinct client_id) filter (where clients = 1)) as clients
            from verdict group by id),
        told as (
            update billing.statement_line l
            set state = case when c.clients = 1 then 'matched' else l.state end, client_id = case when c.clients = 1 then c.client_id end, rule = c.rule,
                problem = case when c.clients > 1 then 'several' end, problem_value = case when c.clients > 1 then c.clients::text end
            from chosen c where l.id = c.id)
        select max(line) from line
        """;

    // The haystack begins with the name, folded; one pass over it costs less than a search for each line.
    public const string Names =
        """
        with wanted as materialized (
            select distinct l.id, ext.fold(w.name) as name
            from billing.statement_line l cross join lateral (values (l.payer), (l.description)) w (name)
            where l.statement_id = $1 and l.state = 'read' and w.name is not null),
        person as materialized (
            select split_part(h.haystack, E'\n', 1) as name, count(*) as clients, min(h.id::text)::uuid as client_id
            from clients.search_v1 h where split_part(h.haystack, E'\n', 1) in (select name from wanted) group by 1),
        verdict as (
            select w.id, sum(p.clients) as clients, min(p.client_id::text)::uuid as client_id from wanted w join person p using (name) group by w.id)
        update billing.statement_line l
        set state = case when v.clients = 1 then 'matched' else l.state end, client_id = case when v.clients = 1 then v.client_id end,
            rule = case when v.clients = 1 or l.rule is null then 'name' else l.rule end,
            problem = case when v.clients = 1 then null else coalesce(l.problem, 'several') end,
            problem_value = case when v.clients = 1 then null else coalesce(l.problem_value, v.clients::text) end
        from verdict v where l.id = v.id
        """;
}

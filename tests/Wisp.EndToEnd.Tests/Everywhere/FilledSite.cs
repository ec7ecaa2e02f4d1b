using System.Text;
using System.Text.RegularExpressions;

namespace Wisp.EndToEnd.Tests.Everywhere;

/// <summary>Something to see on every page, made once through the pages themselves.</summary>
internal static partial class FilledSite
{
    private static IReadOnlyDictionary<string, string>? _ids;

    /// <summary>A place's address on this site; the operator must be an administrator who reads Spanish the first time.</summary>
    public static async Task<string> UrlAsync(Walk walk, string url)
    {
        _ids ??= await FillAsync(walk);
        // A file is its uploader's own, whichever import looks at it.
        if (url.IndexOf("/{file}", StringComparison.Ordinal) is > 0 and var end)
        {
            await UploadAsync(walk);
            return new Uri(walk.Page.Url).PathAndQuery.Replace("/clients/import", url[..end], StringComparison.Ordinal);
        }

        if (url.Contains("{areas}", StringComparison.Ordinal))
        {
            await UploadAreasAsync(walk);
            return new Uri(walk.Page.Url).PathAndQuery;
        }

        return Placeholder().Replace(url, name => _ids[name.Groups[1].Value]);
    }

    private static async Task<Dictionary<string, string>> FillAsync(Walk walk)
    {
        var database = walk.Site.Database;
        await Seeds.ClientsAsync(database, "Vecina", 25);
        await database.RunAsync(
            """
            insert into host.setting (key, value) values ('host.help',
              '{"assistant": "https://wa.me/5492920000000", "chat": "https://soporte.example/", "links": [{"label": "Exportar", "url": "https://videos.example/"}]}');
            with event as (insert into host.event (name, payload, fanned_out) values ('clients.deactivated', '{"clientId": "0199aaaa-0000-7000-8000-000000000001"}', true) returning id)
            insert into host.event_delivery (event_id, subscriber, state, attempts, error, parked_at)
            select id, 'portal.client-deactivated', 'parked', 8, 'The portal is closed.', now() from event;
            """);
        var import = await UploadAsync(walk);
        await import.Import.ClickAsync();
        await walk.Shell.ConfirmAsync();
        await Expect(walk.Page.Locator("#progress .state")).ToHaveTextAsync("Terminado con errores", new() { Timeout = 40_000 });
        return new Dictionary<string, string>
        {
            ["job"] = new Uri(walk.Page.Url).Segments[^1],
            ["client"] = await IdAsync("select id from clients.client where name = 'Llena López'"),
            ["gone"] = await IdAsync(
                """
                insert into clients.client (name, country, status, deactivated_at, deactivated_by, deactivation_reason, created_at, updated_at)
                values ('Ida Ibáñez', 'UY', 'deactivated', now(), 'ana@wisp.example', 'Se mudó', now(), now()) returning id
                """),
            ["seller"] = await IdAsync(
                """
                with seller as (insert into clients.seller (name, created_at, updated_at) values ('Vera Ventas', now(), now()) returning id),
                held as (update clients.client set seller_id = seller.id from seller where client.name = 'Llena López')
                select id from seller
                """),
            ["bulk"] = await IdAsync(
                """
                with bulk as (
                    insert into clients.bulk_update (operator_name, state, fields, created_at)
                    values ('Ana', 'planned', '{"clients.zone": null}', now()) returning id),
                counted as (insert into clients.bulk_count select id, 'clients.zone', 'Llena', '', 1 from bulk),
                frozen as (
                    insert into clients.bulk_client (bulk_id, client_id, outcome, reason, changes)
                    select bulk.id, c.id, case c.status when 'active' then 'change' else 'skip' end,
                           case c.status when 'active' then null else 'está desactivado' end,
                           case c.status when 'active' then '[{"Field": "clients.zone", "Before": "Llena", "After": null}]'::jsonb end
                    from bulk, clients.client c where c.name in ('Llena López', 'Ida Ibáñez'))
                select id from bulk
                """),
            ["plan"] = await IdAsync("insert into network.plan (name, down_kbps, up_kbps, price) values ('Hogar 50', 50000, 10000, 15000) returning id"),
            ["server"] = await IdAsync("insert into network.server (name, kind, address) values ('Central', 'mikrotik', '10.0.0.1') returning id"),
            ["node"] = await IdAsync("insert into network.node (name, kind, location) values ('Cerro', 'tower', ext.st_setsrid(ext.st_point(-56.18, -34.9), 4326)) returning id"),
            ["contract"] = await IdAsync(
                """
                with contract as (
                    insert into network.contract (client_id, plan_id, server_id, node_id, state, state_origin, state_changed_at, start_date, ip, location, created_at)
                    select c.id, p.id, s.id, n.id, 'disabled', 'system', now(), '2026-01-10', '10.0.0.7', n.location, now()
                    from clients.client c, network.plan p, network.server s, network.node n
                    where c.name = 'Llena López'
                    returning id),
                told as (
                    insert into network.state_change (contract_id, from_state, to_state, origin, reason, actor, at)
                    select id, 'enabled', 'disabled', 'system', 'Factura 1205 vencida', 'system', now() from contract),
                online as (
                    insert into network.session (unique_id, session_id, contract_id, client_id, server_id, node_id, nas_ip, framed_ip, mac, started_at, last_at, ended_at, end_cause, bytes_down, bytes_up)
                    select 's' || ago, 's', contract.id, c.id, s.id, n.id, '10.0.0.1', '10.0.0.7', 'aa:bb:cc:00:11:22', now() - make_interval(hours => ago), now(),
                           case ago when 30 then now() end, case ago when 30 then 'Lost-Carrier' end, 1500000000, 250000000
                    from contract, clients.client c, network.server s, network.node n, unnest(array[2, 30]) ago
                    where c.name = 'Llena López'),
                used as (
                    insert into network.consumption_5min select id, date_bin('5 minutes', now(), timestamptz '2000-01-01 00:00+00'), 1500000000, 250000000 from contract)
                select id from contract
                """),
            ["outage"] = await IdAsync("insert into network.outage (node_id, reason, began_at, began_by) select id, 'Se cortó la luz', now(), 'Ana' from network.node returning id"),
            ["invoice"] = await IdAsync(Billed),
            ["voucher"] = await IdAsync(
                """
                with access as (insert into portal.access (id, security_stamp, made_at) select id, 'x', now() from clients.client where name = 'Llena López' returning id)
                insert into portal.voucher (client_id, request_key, amount, paid_on, method_id, reference, told_at)
                select access.id, access.id, 70, '2026-11-03', m.id, 'TR-1', now() from access, billing.payment_method m where m.code = 'transfer' returning id
                """),
            ["request"] = await IdAsync(
                """
                insert into portal.request (client_id, kind, contract_id, plan_id, before, wanted, asked_at)
                select c.client_id, 'plan', c.id, c.plan_id, '{"name": "Hogar 50", "price": 15000}', '{"name": "Hogar 300", "price": 21500}', now() from network.contract c returning id
                """),
            ["zone"] = await IdAsync("select id from zones.zone where name = 'Llena'"),
            ["operator"] = await IdAsync("select id from host.operator where name = 'Admin'"),
            ["mail"] = await IdAsync(
                """
                insert into host.mail (kind, address, culture, model, carries_secret, state, answer, actor)
                values ('host.test', 'llena@cliente.example', 'es-AR', '{}', false, 'refused', '550 5.1.1', 'admin') returning id
                """),
            ["role"] = await IdAsync("select id from host.role where name = 'sales'"),
        };

        async Task<string> IdAsync(string sql) => (await database.ValueAsync<Guid>(sql)).ToString();
    }

    // One id for a firm, a run, an invoice, a payment, a gateway, a bank statement and money that came by them: 100 charged, 30 paid.
    private const string Billed =
        """
        with one as (select host.uuid7() as id, c.id as client_id from clients.client c where c.name = 'Llena López'),
        firm as (
            insert into billing.firm (id, company_name, is_fantasy, country, vat_condition) select id, 'Llena SRL', true, 'AR', 'fantasy' from one),
        point as (
            insert into billing.point_of_sale (id, firm_id, number, is_default) select id, id, 1, true from one),
        tax as (
            insert into billing.tax (id, name, kind, rate, country, included_in_price) select id, 'IVA 21 %', 'vat', 21, 'AR', true from one),
        billed as (
            insert into billing.client (id, enabled, firm_id, vat_condition, invoice_kind, cycle_start_day, enabled_on, first_from)
            select client_id, true, id, 'fantasy', 'X', 1, '2026-01-01', '2026-01-01' from one),
        run as (
            insert into billing.run (id, day, by_timer, state, actor, created_at, issued_at) select id, '2026-11-01', false, 'issued', 'Eva', now(), now() from one),
        party as (
            insert into billing.party (id, digest, name, country) select id, '\x01', 'Llena SRL', 'AR' from one),
        invoice as (
            insert into billing.invoice (id, client_id, contract_id, firm_id, point_of_sale_id, run_id, is_auto, kind, number, period_from, period_to, issued_at, issued_on, first_due_date,
                                         second_due_date, state, net_amount, discount_amount, tax_amount, gross_amount, balance, currency, firm_party_id, client_party_id, fiscal_state, actor, created_at)
            select o.id, o.client_id, k.id, o.id, o.id, o.id, true, 'X', 1, '2026-11-01', '2026-11-30', now(), '2026-11-01', '2026-11-11', '2026-11-21', 'pending', 100, 0, 0, 100, 70, 'ARS',
                   o.id, o.id, 'rejected', 'Eva', now()
            from one o join network.contract k using (client_id)),
        refused as (
            insert into billing.fiscal_document (id, is_note, point_of_sale_id, letter, errors)
            select id, false, id, 'X', '[{"code": "10015", "text": "DocNro"}]' from one),
        item as (
            insert into billing.invoice_item (invoice_id, position, kind, description, period_from, period_to, unit_price, amount, net, includes_tax, why)
            select id, 1, 'plan', 'Hogar 50', '2026-11-01', '2026-11-30', 100, 100, 100, true, '{"rule": "plan", "price": 100}' from one),
        payment as (
            insert into billing.payment (id, client_id, amount, credit_amount, payment_date, method_id, actor, created_at)
            select o.id, o.client_id, 30, 0, '2026-11-02', m.id, 'Eva', now() from one o join billing.payment_method m on m.code = 'cash'),
        paid as (
            insert into billing.allocation (client_id, payment_id, invoice_id, amount, at) select client_id, id, id, 30, now() from one),
        account as (
            insert into billing.account (client_id, balance, credit, unpaid, unpaid_count) select client_id, -70, 0, 70, 1 from one),
        ledger as (
            insert into billing.account_transaction (client_id, kind, amount, balance_after, on_date, occurred_at, invoice_id, payment_id, actor)
            select client_id, 'invoice', -100, -100, '2026-11-01'::date, now(), id, null::uuid, 'Eva' from one
            union all select client_id, 'payment', 30, -70, '2026-11-02', now(), null, id, 'Eva' from one),
        gateway as (
            insert into billing.gateway (id, name, kind) select id, 'Banco Lleno', 'hmac' from one),
        notice as (
            insert into billing.gateway_notice (id, gateway_id, transaction_code, reference, amount, currency, paid_at, outcome, received_at, last_at)
            select id, id, 'A-1', 'Nadie', 100, 'ARS', now(), 'unmatched', now(), now() from one),
        statement as (
            insert into billing.statement (id, account, file_id, file_name, format, headings, fields, amounts, dates, names_client, method_id, state, actor, created_at, taken_by, taken_at)
            select o.id, 'Banco Lleno', o.id, 'lleno.csv', '{}', '{Fecha,Importe}', '{Date,Amount}', 'file', 'file', true, m.id, 'taken', 'Eva', now(), 'Eva', now()
            from one o join billing.payment_method m on m.code = 'transfer'),
        line as (
            insert into billing.statement_line (id, statement_id, line, state, day, amount, typed_day, typed_amount, description, digest, occurrence, problem)
            select id, id, 2, 'waiting', '2026-11-02', 50, '02/11/2026', '50', 'Alguien', '\x01', 1, 'nobody' from one)
        select id from one
        """;

    private static async Task<ImportPages> UploadAsync(Walk walk)
    {
        var import = new ImportPages(walk.Page);
        await import.UploadAsync("lleno.csv", Encoding.UTF8.GetBytes("Nombre,E-mail,Zona\nLlena López,llena@correo.example,Llena\nMala Fila,no es\n"));
        return import;
    }

    private static async Task UploadAreasAsync(Walk walk)
    {
        const string area = """{"type":"Feature","properties":{"nombre":"Llena"},"geometry":{"type":"Polygon","coordinates":[[[-56,-35],[-55,-35],[-55,-34],[-56,-34],[-56,-35]]]}}""";
        await walk.GoAsync("/zones/import");
        await walk.Page.Locator("input[type=file]").SetInputFilesAsync(new FilePayload { Name = "llena.geojson", MimeType = "application/json", Buffer = Encoding.UTF8.GetBytes(area) });
        await walk.Page.Locator(".save-bar button").ClickAsync();
        await Expect(walk.Page.Locator("tbody tr")).ToHaveCountAsync(1, new() { Timeout = 40_000 });
    }

    [GeneratedRegex("{(.*?)}")]
    private static partial Regex Placeholder();
}

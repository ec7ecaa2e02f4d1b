using Wisp.Testing;

namespace Wisp.Host.Tests;

/// <summary>One of everything that a URL may name, so that pages have something to show.</summary>
public sealed class Furnished
{
    private const string Everything =
        """
        insert into zones.zone (id, name, color) values ('0a000000-0000-7000-8000-000000000001', 'Cordón', '#206bc4');
        -- And a file of areas on its way in.
        insert into zones.area_import (id, file_id, file_name, state, created_at)
          values ('0a000000-0000-7000-8000-000000000001', '0a000000-0000-7000-8000-000000000009', 'zonas.geojson', 'ready', now());
        insert into zones.state (id, name) values ('0a000000-0000-7000-8000-000000000002', 'Montevideo');
        insert into zones.city (id, state_id, name)
          values ('0a000000-0000-7000-8000-000000000003', '0a000000-0000-7000-8000-000000000002', 'Montevideo');
        insert into zones.neighborhood (id, city_id, name)
          values ('0a000000-0000-7000-8000-000000000004', '0a000000-0000-7000-8000-000000000003', 'Palermo');
        insert into clients.client (id, name, country, email, zone_id, city_id, created_at, updated_at)
          values ('0a000000-0000-7000-8000-000000000005', 'Ana Muñoz', 'UY', 'ana@example.org',
                  '0a000000-0000-7000-8000-000000000001', '0a000000-0000-7000-8000-000000000003', now(), now());
        insert into clients.client (id, name, country, status, deactivated_at, deactivated_by, deactivation_reason, created_at, updated_at)
          values ('0a000000-0000-7000-8000-000000000006', 'Beto Núñez', 'UY', 'deactivated', now(), 'Eva', 'Se mudó', now(), now());
        -- URLs under /clients name clients and sellers alike by {id}: here one id stands for both.
        insert into clients.seller (id, name, created_at, updated_at) values ('0a000000-0000-7000-8000-000000000005', 'Vera Ventas', now(), now());
        -- A mass update too.
        insert into clients.bulk_update (id, operator_name, state, fields, created_at) values ('0a000000-0000-7000-8000-000000000005', 'Ana', 'planned', '{}', now());
        -- URLs under /network name plans, nodes and servers alike by {id}: here one id stands for all three.
        insert into network.plan (id, name, down_kbps, up_kbps, price) values ('0a000000-0000-7000-8000-00000000000e', 'Hogar', 50000, 10000, 15000);
        insert into network.server (id, name, kind, address) values ('0a000000-0000-7000-8000-00000000000e', 'Central', 'mikrotik', '10.0.0.1');
        insert into network.node (id, name, kind) values ('0a000000-0000-7000-8000-00000000000e', 'Cerro', 'tower');
        insert into network.contract (id, client_id, plan_id, server_id, node_id, state_changed_at, start_date, created_at)
          values ('0a000000-0000-7000-8000-00000000000f', '0a000000-0000-7000-8000-000000000005', '0a000000-0000-7000-8000-00000000000e',
                  '0a000000-0000-7000-8000-00000000000e', '0a000000-0000-7000-8000-00000000000e', now(), '2026-01-10', now());
        insert into network.outage (id, node_id, reason, began_at, began_by)
          values ('0a000000-0000-7000-8000-00000000000e', '0a000000-0000-7000-8000-00000000000e', 'Se cortó la luz', now(), 'Eva');
        -- URLs under /billing name firms, taxes, payment methods, profiles, gateways, notices and bank statements alike by {id}: here one id stands for all.
        insert into billing.firm (id, company_name, is_fantasy, country, vat_condition)
          values ('0a000000-0000-7000-8000-000000000010', 'Fantasía', true, 'UY', 'fantasy');
        insert into billing.point_of_sale (id, firm_id, number, is_default)
          values ('0a000000-0000-7000-8000-000000000010', '0a000000-0000-7000-8000-000000000010', 1, true);
        insert into billing.tax (id, name, kind, rate, country, included_in_price)
          values ('0a000000-0000-7000-8000-000000000010', 'IVA 22 %', 'vat', 22, 'UY', true);
        insert into billing.payment_method (id, name) values ('0a000000-0000-7000-8000-000000000010', 'Cobranza del barrio');
        insert into billing.profile (id, name) values ('0a000000-0000-7000-8000-000000000010', 'Comercios');
        -- A gateway and money that came by it too.
        insert into billing.gateway (id, name, kind) values ('0a000000-0000-7000-8000-000000000010', 'Banco del Sur', 'hmac');
        insert into billing.client_gateway (client_id, gateway_id, external_id, created_at)
          values ('0a000000-0000-7000-8000-000000000005', '0a000000-0000-7000-8000-000000000010', 'CLI-1', now());
        insert into billing.gateway_notice (id, gateway_id, transaction_code, reference, amount, currency, paid_at, outcome, received_at, last_at)
          values ('0a000000-0000-7000-8000-000000000010', '0a000000-0000-7000-8000-000000000010', 'A-1', 'Nadie', 100, 'ARS', now(), 'unmatched', now(), now());
        -- A bank statement too, with a movement of nobody.
        insert into billing.statement (id, account, file_id, file_name, format, headings, fields, amounts, dates, names_client, method_id, state, actor, created_at, taken_by, taken_at)
          values ('0a000000-0000-7000-8000-000000000010', 'Banco del Sur', '0a000000-0000-7000-8000-000000000009', 'movimientos.csv', '{}', '{Fecha,Importe}', '{Date,Amount}', 'file', 'file',
                  true, '0a000000-0000-7000-8000-000000000010', 'taken', 'Eva', now(), 'Eva', now());
        insert into billing.statement_line (id, statement_id, line, state, day, amount, typed_day, typed_amount, description, digest, occurrence, problem)
          values ('0a000000-0000-7000-8000-000000000010', '0a000000-0000-7000-8000-000000000010', 2, 'waiting', '2026-11-02', 50, '02/11/2026', '50', 'Alguien', '\x01', 1, 'nobody');
        -- Runs, invoices, payments and credit notes too: 100 charged, 30 paid, 10 taken off.
        insert into billing.run (id, day, by_timer, state, actor, created_at, issued_at)
          values ('0a000000-0000-7000-8000-000000000010', '2026-11-01', false, 'issued', 'Eva', now(), now());
        insert into billing.party (id, digest, name, country)
          values ('0a000000-0000-7000-8000-000000000010', '\x01', 'Fantasía', 'UY'), ('0a000000-0000-7000-8000-000000000011', '\x02', 'Ana Muñoz', 'UY');
        insert into billing.invoice (id, client_id, contract_id, firm_id, point_of_sale_id, is_auto, kind, number, issued_at, issued_on, first_due_date, second_due_date,
                                     state, net_amount, discount_amount, tax_amount, gross_amount, balance, currency, firm_party_id, client_party_id, actor, created_at)
          values ('0a000000-0000-7000-8000-000000000010', '0a000000-0000-7000-8000-000000000005', '0a000000-0000-7000-8000-00000000000f',
                  '0a000000-0000-7000-8000-000000000010', '0a000000-0000-7000-8000-000000000010', false, 'X', 1, now(), '2026-11-01', '2026-11-11', '2026-11-21',
                  'pending', 100, 0, 0, 100, 60, 'UYU', '0a000000-0000-7000-8000-000000000010', '0a000000-0000-7000-8000-000000000011', 'Eva', now());
        insert into billing.payment (id, client_id, amount, credit_amount, payment_date, method_id, actor, created_at)
          values ('0a000000-0000-7000-8000-000000000010', '0a000000-0000-7000-8000-000000000005', 30, 0, '2026-11-02', '0a000000-0000-7000-8000-000000000010', 'Eva', now());
        insert into billing.credit_note (id, invoice_id, client_id, point_of_sale_id, kind, number, is_full, issued_at, issued_on, net_amount, tax_amount, gross_amount,
                                         credit_amount, taxes, reason, actor)
          values ('0a000000-0000-7000-8000-000000000010', '0a000000-0000-7000-8000-000000000010', '0a000000-0000-7000-8000-000000000005',
                  '0a000000-0000-7000-8000-000000000010', 'X', 1, false, now(), '2026-11-03', 10, 0, 10, 0, '[]', 'Mal cobrado', 'Eva');
        insert into billing.allocation (client_id, payment_id, credit_note_id, invoice_id, amount, at)
          values ('0a000000-0000-7000-8000-000000000005', '0a000000-0000-7000-8000-000000000010', null, '0a000000-0000-7000-8000-000000000010', 30, now()),
                 ('0a000000-0000-7000-8000-000000000005', null, '0a000000-0000-7000-8000-000000000010', '0a000000-0000-7000-8000-000000000010', 10, now());
        insert into billing.account (client_id, balance, credit, unpaid, unpaid_count) values ('0a000000-0000-7000-8000-000000000005', -60, 0, 60, 1);
        insert into billing.account_transaction (client_id, kind, amount, balance_after, on_date, occurred_at, invoice_id, payment_id, credit_note_id, actor)
          values ('0a000000-0000-7000-8000-000000000005', 'invoice', -100, -100, '2026-11-01', now(), '0a000000-0000-7000-8000-000000000010', null, null, 'Eva'),
                 ('0a000000-0000-7000-8000-000000000005', 'payment', 30, -70, '2026-11-02', now(), null, '0a000000-0000-7000-8000-000000000010', null, 'Eva'),
                 ('0a000000-0000-7000-8000-000000000005', 'credit_note', 10, -60, '2026-11-03', now(), null, null, '0a000000-0000-7000-8000-000000000010', 'Eva');
        insert into billing.contract_item (contract_id, client_id, kind, description, value, from_date, created_at)
          values ('0a000000-0000-7000-8000-00000000000f', '0a000000-0000-7000-8000-000000000005', 'recurring', 'Router', 10, '2026-01-10', now());
        insert into host.role (id, name, normalized_name, concurrency_stamp)
          values ('0a000000-0000-7000-8000-000000000007', 'Caja', 'CAJA', 'x');
        insert into host.operator (id, name, email, normalized_email, user_name, normalized_user_name, security_stamp, concurrency_stamp, created_at)
          values ('0a000000-0000-7000-8000-000000000008', 'Eva Paz', 'eva@wisp.example', 'EVA@WISP.EXAMPLE', 'eva@wisp.example',
                  'EVA@WISP.EXAMPLE', 'x', 'x', now());
        insert into host.file (id, name, content_type, length, sha256, complete)
          values ('0a000000-0000-7000-8000-000000000009', 'clientes.csv', 'text/csv', 3, 'ab', true);
        insert into host.file_chunk (file_id, no, data) values ('0a000000-0000-7000-8000-000000000009', 0, 'a;b');
        insert into host.file (id, name, content_type, length, sha256, complete)
          values ('0a000000-0000-7000-8000-00000000000c', 'padron.csv', 'text/csv', 34, 'cd', true);
        insert into host.file_chunk (file_id, no, data) values ('0a000000-0000-7000-8000-00000000000c', 0, E'Nombre;Correo\\012Ana;ana@example.org\\012');
        -- What a subscriber told of and asked for.
        insert into portal.access (id, security_stamp, made_at) values ('0a000000-0000-7000-8000-000000000005', 'x', now());
        insert into portal.voucher (id, client_id, request_key, amount, paid_on, method_id, reference, told_at)
          values ('0a000000-0000-7000-8000-000000000011', '0a000000-0000-7000-8000-000000000005', '0a000000-0000-7000-8000-000000000011', 70, '2026-11-03',
                  '0a000000-0000-7000-8000-000000000010', 'TR-1', now());
        insert into portal.request (id, client_id, kind, contract_id, plan_id, before, wanted, asked_at)
          values ('0a000000-0000-7000-8000-000000000011', '0a000000-0000-7000-8000-000000000005', 'plan', '0a000000-0000-7000-8000-00000000000f',
                  '0a000000-0000-7000-8000-00000000000e', '{"name": "Hogar", "price": 15000}', '{"name": "Fibra", "price": 21500}', now());
        insert into host.job (id, key, arguments, culture, state, batch_id, asked_by, result_file, started_at, finished_at)
          values ('0a000000-0000-7000-8000-00000000000a', 'host.sweep-files', '{}', 'es-AR', 'done', '0a000000-0000-7000-8000-00000000000a', 'Eva',
                  '0a000000-0000-7000-8000-000000000009', now(), now());
        insert into host.job_progress (job_id, done, errors) values ('0a000000-0000-7000-8000-00000000000a', 1, 1);
        insert into host.job_error (job_id, line, field, value, rule) values ('0a000000-0000-7000-8000-00000000000a', 2, 'email', 'x', 'No es un correo.');
        insert into host.job (id, key, arguments, culture, state, batch_id, asked_by, started_at)
          values ('0a000000-0000-7000-8000-00000000000b', 'host.sweep-files', '{}', 'es-AR', 'running', '0a000000-0000-7000-8000-00000000000b', 'Eva', now());
        insert into host.job_progress (job_id, done, total) values ('0a000000-0000-7000-8000-00000000000b', 1, 10);
        insert into host.mail (id, kind, address, culture, model, carries_secret, state, answer, actor)
          values ('0a000000-0000-7000-8000-00000000000d', 'host.test', 'eva@wisp.example', 'es-AR', '{}', false, 'refused', '550 no', 'Eva');
        """;

    public static readonly Guid
        Zone = At(1), State = At(2), City = At(3), Neighborhood = At(4), Client = At(5), DeactivatedClient = At(6), Role = At(7), Operator = At(8),
        File = At(9), DoneJob = At(10), RunningJob = At(11), ImportFile = At(12);

    public static Task MakeAsync(TestDatabase database) => database.RunAsync(Everything);

    /// <summary>What stands in a URL for a parameter of a route.</summary>
    public static string For(string firstSegment, string parameter) => (firstSegment, parameter) switch
    {
        ("clients", "id") => $"{Client}",
        ("clients", "people") => "sellers",
        ("clients", "fileId") => $"{ImportFile}",
        ("contracts", "id") => $"{At(15)}",
        ("contracts", "client") => $"{Client}",
        ("contracts", "fileId") => $"{ImportFile}",
        ("network", "id") => $"{At(14)}",
        ("network", "catalog") => "plans",
        ("billing", "id") => $"{At(16)}",
        ("billing", "parameter") => "firms",
        ("billing", "client" or "clientId") => $"{Client}",
        ("billing", "contractId") => $"{At(15)}",
        ("billing", "gatewayId") => $"{At(16)}",
        ("subscribers", "id") or ("portal", "id") => $"{At(17)}",
        ("portal", "contractId") => $"{At(15)}",
        ("billing", "fileId") => $"{ImportFile}",
        ("zones", "id") => $"{Zone}",
        ("zones", "place") => "zones",
        ("operators", "id") => $"{Operator}",
        ("roles", "id") => $"{Role}",
        ("files", "id") => $"{File}",
        ("mail", "id") => $"{At(13)}",
        ("jobs", "id") => $"{DoneJob}",
        ("subscribers", "clientId") => $"{Client}",
        // Links are secrets: none of them is known here.
        ("portal", "token") => "unknown",
        ("error", "code") => "404",
        ("Good", _) => $"{Client}",
        _ => throw new InvalidOperationException($"Say what stands for {{{parameter}}} in URLs that begin with /{firstSegment}."),
    };

    private static Guid At(int number) => Guid.Parse($"0a000000-0000-7000-8000-{number:x12}");
}

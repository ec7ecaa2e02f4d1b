using System.Text;
using Wisp.Clients.Tests.Extending;
using Wisp.Clients.Tests.Import;
using Wisp.Clients.Tests.People;

namespace Wisp.Clients.Tests.Bulk;

/// <summary>Whatever changes a client leaves its rows in the audit, and only those.</summary>
[Trait("rule", "PANEL-09")]
[Trait("rule", "AUD-01")]
public sealed class EveryChangeTests(BulkApp app) : IClassFixture<BulkApp>
{
    private long _seen;

    [Fact]
    public async Task Each_way_to_change_a_client_leaves_one_row_with_what_changed_and_through_what()
    {
        var seller = await app.CreatedPersonAsync("sellers", "Vende Mucho");
        var (zone, other) = (await app.ZoneAsync("Zona auditada"), await app.ZoneAsync("Zona siguiente"));

        var id = await app.CreatedAsync(("Name", "Auditada Entera"), ("Email", "entera@x.example"), ("SellerId", $"{seller}"));
        Assert.Equal(["clients.client I form"], (await NewRowsAsync(id)).Select(row => row.Split(" [")[0]));

        await app.EditAsync(id, ("Name", "Auditada Toda"), ("Address", "Calle 1"));
        Assert.Equal(["clients.client U form [address,name]"], await NewRowsAsync(id));

        await app.EditAsync(id);
        Assert.Empty(await NewRowsAsync(id));

        await app.CreateAsync(("Name", "Otra"), ("Email", "ENTERA@x.example"));
        await Deactivation.DeactivateAsync(app, id, "");
        Assert.Empty(await NewRowsAsync(id));

        await Deactivation.DeactivateAsync(app, id);
        Assert.Equal(["clients.client U form [deactivated_at,deactivated_by,deactivation_reason,status]"], await NewRowsAsync(id));
        await Deactivation.ReactivateAsync(app, id);
        Assert.Equal(["clients.client U form [deactivated_at,deactivated_by,deactivation_reason,status]"], await NewRowsAsync(id));

        var number = await app.StoredAsync<long>(id, "public_id");
        await ImportAsync($"ID;Nombre;Dirección\n{number};Auditada Toda;Calle 2\n");
        Assert.Equal(["clients.client U clients.import [address] in a batch"], await NewRowsAsync(id));
        await ImportAsync($"ID;Nombre;Dirección\n{number};Auditada Toda;Calle 2\n\n");
        Assert.Empty(await NewRowsAsync(id));

        var bulk = await app.RunAsync(await app.PlannedAsync("", [id], ("clients.zone", $"{zone}")), "1");
        Assert.Equal(["clients.client U clients.bulk-run [zone_by_hand,zone_id] in a batch"], await NewRowsAsync(id));
        var shown = (await app.Admin.GetAsync($"/clients/{id}/panel?tab=history")).Document.QuerySelector("table.history .change")!;
        Assert.Equal(bulk.Url, shown.QuerySelector("a[href^='/clients/bulk/']")!.GetAttribute("href"));
        await app.RevertAsync(bulk);
        Assert.Equal(["clients.client U clients.bulk-revert [zone_by_hand,zone_id] in a batch"], await NewRowsAsync(id));

        await app.EditAsync(id, ("ZoneId", $"{zone}"));
        await NewRowsAsync(id);
        await app.Admin.SubmitAsync(await app.Admin.GetAsync($"/zones/zones/archive/{zone}"), "form.form", ("Input.Target", $"{other}"));
        Assert.Equal(["clients.client U form [zone_id]"], await NewRowsAsync(id));
        await app.ArchivePersonAsync("sellers", seller, "none");
        Assert.Equal(["clients.client U form [seller_id]"], await NewRowsAsync(id));

        await app.Database.RunAsync("update clients.client set zip_code = '5500' where id = $1", id);
        Assert.Equal(["clients.client U sql [zip_code]"], await NewRowsAsync(id));

        await app.Database.RunAsync("insert into parts.paper values ($1)", id);
        await app.EditAsync(id, ("Name", "Auditada Otra Vez"), ("RenameReason", "Se casó"));
        Assert.Equal(["clients.client U form [name]", "clients.renaming I form [client_id,reason]"], await NewRowsAsync(id));

        // All of them stand in the client's audits, the newest first; the last but one is what a module's tab wrote with the new client.
        var history = await app.Admin.GetAsync($"/clients/{id}/history");
        Assert.Equal(
            [
                "formulario", "formulario", "base de datos", "formulario", "formulario", "formulario", "reversión de un lote", "actualización masiva", "importación",
                "formulario", "formulario", "formulario", "formulario", "formulario",
            ],
            history.Texts("table.history .change").Select(change => change.Split(" · ")[2]));
    }

    private async Task ImportAsync(string file)
    {
        var preview = await ImportApp.UploadAsync(app.Admin, Encoding.UTF8.GetBytes(file));
        var button = preview.Document.QuerySelector("button[formaction*=Import]")!;
        var started = await app.Admin.SubmitAsync(preview with { Url = button.GetAttribute("formaction")! }, "form.form", ("Updates", "true"));
        var job = Guid.Parse(started.Location!.Split('/')[^1]);
        await Eventually.BecomesAsync(() => app.Database.ValueAsync<string>("select state from host.job where id = $1", job), state => state is "done" or "failed");
    }

    /// <summary>Audit rows of the client since the last look: table, action, channel, fields, and whether they belong to a batch.</summary>
    private async Task<string[]> NewRowsAsync(Guid id)
    {
        var rows = await app.Database.ValueAsync<string[]>(
            """
            select coalesce(array_agg(line order by line), '{}') from (
                select a.schema_name || '.' || a.table_name || ' ' || a.action || ' ' || a.channel
                       || ' [' || (select string_agg(k, ',' order by k) from jsonb_object_keys(a.new) k) || ']'
                       || case when a.batch_id is null then '' else ' in a batch' end as line
                from host.audit a where a.subject_id = $1 and a.schema_name = 'clients' and a.id > $2) l
            """, id, _seen);
        _seen = await app.Database.ValueAsync<long>("select coalesce(max(id), 0) from host.audit");
        return rows!;
    }
}

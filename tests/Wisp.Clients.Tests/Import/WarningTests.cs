namespace Wisp.Clients.Tests.Import;

/// <summary>Who is perhaps there already goes in all the same, with a warning.</summary>
[Collection(ImportTests.Name)]
[Trait("rule", "IMP-01")]
public sealed class WarningTests(ImportApp app)
{
    [Fact]
    public async Task The_same_phone_and_nearly_the_same_name_and_address_are_warned_of_and_never_refused()
    {
        var tag = ClientsApp.Unique("dup");
        const string Line = "11 4801-7001";
        await app.ImportAsync($"id;nombre;telefono;direccion\n{tag}-1;Gutiérrez, Florencia;+54 {Line};Av. San Martín 4321\n{tag}-2;Otra persona;;Av. San Martín 4321\n");
        var file =
            $"""
            nombre;celular;direccion
            Alguien {tag};011 {Line[3..]};Otra calle 9
            Florencia Gutierrez;;Avenida San Martin 4321
            Florencia Gutierrez;;Avenida San Martin 4321
            Florencia Gutiérrez;;Av. Rivadavia 4321
            Nadie {tag};11 4801 7003;
            Nadie más {tag};(011) 4801-7003;
            """;

        var tried = await app.ImportAsync(file, dryRun: true);
        var outcome = await app.ImportAsync(file);

        Assert.Equal(("done", 6L, 0L, 0L), outcome.Counts);
        Assert.Equal(
            [
                (2, "celular", $"El cliente Gutiérrez, Florencia ({tag}-1) tiene el mismo teléfono."),
                (3, "nombre", $"Se parece al cliente Gutiérrez, Florencia ({tag}-1), de Av. San Martín 4321."),
                (4, "nombre", $"Se parece al cliente Gutiérrez, Florencia ({tag}-1), de Av. San Martín 4321."),
                (7, "celular", "El mismo teléfono está en la línea 6 de este archivo."),
            ],
            outcome.Warnings.Select(w => (w.Line, w.Field!, w.Rule)));
        Assert.Equal(tried.Warnings, outcome.Warnings);
        Assert.Equal("Creados: 6 · sin cambios: 0 · con errores: 0. Avisos: 4.", outcome.Message);
        Assert.Equal(4, await app.Database.ValueAsync<long>("select warnings from host.job_v1 where id = $1", outcome.Job));

        var page = await app.Admin.GetAsync($"/jobs/{outcome.Job}");
        Assert.Equal(4, page.Texts("[aria-labelledby=warnings-title] tbody tr").Count);
        Assert.Empty(page.Texts("#errors-title"));
        Assert.Equal(5, (await app.Admin.GetAsync($"/jobs/{outcome.Job}/warnings.csv")).Body.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);

        // Unchanged rows were warned of once.
        Assert.Empty((await app.ImportAsync(file)).Warnings);
    }

    [Fact]
    public async Task Rows_of_one_file_that_look_alike_name_each_other_by_their_line()
    {
        var tag = ClientsApp.Unique("par");
        var outcome = await app.ImportAsync($"nombre;direccion\nQuiroga Belén {tag};Los Álamos 7788\nOtro;Los Álamos 7788\nBelen Quiroga {tag};Los Alamos 7788\n");

        Assert.Equal([(4, "Se parece a la fila de la línea 2 de este archivo.")], outcome.Warnings.Select(w => (w.Line, w.Rule)));
    }

    [Fact]
    public async Task Deactivated_clients_and_refused_rows_give_no_warning()
    {
        var tag = ClientsApp.Unique("baja");
        const string Phone = "11 4801-7002";
        await app.ImportAsync($"id;nombre;telefono\n{tag}-1;Uno {tag};{Phone}\n");
        await app.Database.RunAsync("update clients.client set status = 'deactivated', deactivated_at = now(), deactivated_by = 'x', deactivation_reason = 'x' where custom_id = $1", $"{tag}-1");

        var outcome = await app.ImportAsync($"nombre;telefono;email\nDos {tag};{Phone};\nTres {tag};{Phone};arroba\n");
        Assert.Equal(("done", 1L, 0L, 1L), outcome.Counts);
        Assert.Empty(outcome.Warnings);
    }
}

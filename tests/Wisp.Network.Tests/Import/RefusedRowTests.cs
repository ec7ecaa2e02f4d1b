namespace Wisp.Network.Tests.Import;

/// <summary>Rows that are not taken say line, column, value and rule, and the rest goes in.</summary>
[Collection(ImportTests.Name)]
[Trait("rule", "IMP-01")]
public sealed class RefusedRowTests(ImportApp app)
{
    [Fact]
    public async Task Each_kind_of_bad_row_is_told_and_written_no_bit_of()
    {
        var word = NetworkApp.Unique("malo");
        await app.ClientAsync($"{word}1", "30.111.222");
        await app.ClientAsync($"{word}2", "30.333.444");
        await app.Database.RunAsync("update clients.client set status = 'deactivated', deactivated_at = now(), deactivated_by = 'Eva', deactivation_reason = 'Eva' where id = $1", await app.ClientAsync($"{word}baja"));
        var (old, gone) = (NetworkApp.Unique("Plan viejo"), NetworkApp.Unique("Servidor viejo"));
        await app.Database.RunAsync("update network.plan set archived_at = now() where id = $1", await app.App.PlanAsync(old));
        await app.Database.RunAsync("update network.server set archived_at = now() where id = $1", await app.App.ServerAsync(gone));

        var outcome = await app.ImportAsync(
            $"""
            ID cliente;Documento;Plan;Servidor;Nodo;Comienza;Último día;Estado;IP;MAC;PPPoE;Usuario;Clave;Latitud;Longitud
            {word}1;;Hogar;Central;;2026-01-01;;;;;;;;;
            {word}nadie;;Hogar;Central;;2026-01-01;;;;;;;;;
            ;99.999.999;Hogar;Central;;2026-01-01;;;;;;;;;
            ;;Hogar;Central;;2026-01-01;;;;;;;;;
            {word}1;30333444;Hogar;Central;;2026-01-01;;;;;;;;;
            {word}baja;;Hogar;Central;;2026-01-01;;;;;;;;;
            {word}1;;Inventado;Central;;2026-01-01;;;;;;;;;
            {word}1;;{old};Central;;2026-01-01;;;;;;;;;
            {word}1;;;Central;;2026-01-01;;;;;;;;;
            {word}1;;Hogar;{gone};;2026-01-01;;;;;;;;;
            {word}1;;Hogar;Central;Ninguno;2026-01-01;;;;;;;;;
            {word}1;;Hogar;Central;;31/02/2026;;;;;;;;;
            {word}1;;Hogar;Central;;2026-01-01;2025-12-01;;;;;;;;
            {word}1;;Hogar;Central;;2026-01-01;;suspendido;;;;;;;
            {word}1;;Hogar;Central;;2026-01-01;;;10.1;;;;;;
            {word}1;;Hogar;Central;;2026-01-01;;;;zz:00;;;;;
            {word}1;;Hogar;Central;;2026-01-01;;;;;quizás;;;;
            {word}1;;Hogar;Central;;2026-01-01;;;;;sí;;;;
            {word}1;;Hogar;Central;;2026-01-01;;;;;;u.{word};clavé;;
            {word}1;;Hogar;Central;;2026-01-01;;;;;;;;95;10
            {word}1;;Hogar;Central;;2025-01-01;2025-02-01;habilitado;;;;;;;
            {word}1;Hogar;Central
            """);

        Assert.Equal(("done", 1L, 0L, 21L), outcome.Counts);
        Assert.Equal(
            [
                new(3, "ID cliente", $"{word}nadie", $"No hay un cliente con el ID «{word}nadie», o tu rol no te deja verlo."),
                new(4, "Documento", "99.999.999", "No hay un cliente activo con el documento «99.999.999», o tu rol no te deja verlo."),
                new(5, "ID cliente", null, "Falta decir de qué cliente es: su ID o su documento."),
                new(6, "Documento", "30333444", $"El documento es del cliente Cliente {word}2 ({word}2), y el ID es de otro."),
                new(7, "ID cliente", $"{word}baja", "El cliente está desactivado: sus contratos no se cambian hasta reactivarlo."),
                new(8, "Plan", "Inventado", "No hay un plan que se llame «Inventado»."),
                new(9, "Plan", old, "Plan: ese plan ya no se ofrece. Elegí otro."),
                new(10, "Plan", null, "Plan: elegí uno."),
                new(11, "Servidor", gone, "Servidor: ese servidor ya no se ofrece. Elegí otro."),
                new(12, "Nodo", "Ninguno", "No hay un nodo que se llame «Ninguno»."),
                new(13, "Comienza", "31/02/2026", "Comienza: «31/02/2026» no es una fecha."),
                new(14, "Último día", "2025-12-01", "Último día: el 1/12/2025 es antes del comienzo, 1/1/2026."),
                new(15, "Estado", "suspendido", "«suspendido» no es un estado: habilitado, alertado, deshabilitado o deshabilitado por el sistema."),
                new(16, "IP", "10.1", "Dirección IP: «10.1» no es una dirección como 10.0.0.7 o 2001:db8::7."),
                new(17, "MAC", "zz:00", "Dirección MAC: «zz:00» no es una dirección como AA:BB:CC:DD:EE:FF."),
                new(18, "PPPoE", "quizás", "«quizás» no es «sí» ni «no»."),
                new(19, "Usuario", null, "Usuario PPPoE: escribilo, o apagá PPPoE. Contraseña PPPoE: escribila, o apagá PPPoE."),
                new(20, "Clave", null, "Contraseña PPPoE: sólo letras sin tilde, números y signos."),
                new(21, "Latitud", "95", "Latitud y longitud: «95» y «10» no son un punto. Van las dos, en grados de -90 a 90 y de -180 a 180."),
                new(22, "Estado", "habilitado", "Estado nuevo: el contrato terminó. Cambiá o borrá su último día para volver a habilitarlo."),
                new(23, null, null, "Columnas de la fila: 3; títulos: 15."),
            ],
            outcome.Refused);
        Assert.Equal(1, await app.CountAsync(word));
    }

    [Fact]
    public async Task Addresses_and_users_that_are_taken_in_the_file_or_by_others_are_refused_on_that_server_alone()
    {
        var word = NetworkApp.Unique("toma");
        await app.ClientsAsync(word, 8);
        var other = NetworkApp.Unique("Borde");
        await app.App.ServerAsync(other);
        await app.App.ContractAsync(await app.App.ClientAsync("Dueña"), ip: "10.91.0.1");
        NetworkApp.IdOf(await app.App.CreateAsync(
            await app.App.ClientAsync("Dueño"), ("Input.PppoeEnabled", "true"), ("Input.PppoeUsername", $"{word}.U"), ("Input.PppoePassword", "clave-1")));
        var file =
            $"""
            ID cliente;Plan;Servidor;Comienza;IP;Usuario PPPoE;Contraseña PPPoE
            {word}1;Hogar;Central;2026-01-01;10.91.0.1;;
            {word}2;Hogar;Central;2026-01-01;;{word}.u;clave-2
            {word}3;Hogar;Central;2026-01-01;10.91.0.2;{word}.v;clave-3
            {word}4;Hogar;CENTRAL;2026-01-01;10.91.0.2;;
            {word}5;Hogar;Central;2026-01-01;;{word}.V;clave-5
            {word}6;Hogar;{other};2026-01-01;10.91.0.1;{word}.u;clave-6
            """;

        // A trial says the same.
        foreach (var outcome in new[] { await app.ImportAsync(file, dryRun: true), await app.ImportAsync(file) })
        {
            Assert.Equal(("done", 2L, 0L, 4L), outcome.Counts);
            Assert.Equal(
                [
                    new(2, "IP", "10.91.0.1", "Dirección IP: otro contrato en curso de ese servidor ya tiene 10.91.0.1."),
                    new(3, "Usuario PPPoE", $"{word}.u", $"Usuario PPPoE: otro contrato en curso de ese servidor ya usa «{word}.u»."),
                    new(5, "IP", "10.91.0.2", "Ya está en la línea 4 de este archivo."),
                    new(6, "Usuario PPPoE", $"{word}.V", "Ya está en la línea 4 de este archivo."),
                ],
                outcome.Refused);
        }
    }

    [Fact]
    public async Task A_row_that_only_the_database_refuses_is_told_and_the_rest_goes_in()
    {
        var word = NetworkApp.Unique("carrera");
        await app.ClientsAsync(word, 500);
        // Saved, but not yet committed when the rows are written: the unique index finds it out.
        await using var other = await app.Database.OpenAsync();
        await using var saving = await other.BeginTransactionAsync();
        await using (var insert = new Npgsql.NpgsqlCommand(
            $"insert into network.contract (client_id, plan_id, server_id, ip, state_changed_at, start_date, created_at) values ('{await app.App.ClientAsync("Rápida")}', '{app.App.Plan}', '{app.App.Server}', '10.92.1.50', now(), '2026-01-01', now())", other, saving))
            await insert.ExecuteNonQueryAsync();
        var rows = Enumerable.Range(1, 500).Select(i => $"{word}{i};Hogar;Central;2026-01-01;10.92.{i / 250}.{i % 250}");

        var job = await ImportApp.StartAsync(app.App.Admin, await app.UploadAsync(string.Join('\n', rows.Prepend("ID cliente;Plan;Servidor;Comienza;IP"))));
        await Eventually.BecomesAsync(() => app.Database.ValueAsync<long>("select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and query like '%insert into network.contract%'"), n => n > 0);
        await saving.CommitAsync();
        var outcome = await app.EndAsync(job);

        Assert.Equal(("done", 499L, 0L, 1L), outcome.Counts);
        Assert.Equal([new(301, "IP", "10.92.1.50", "Dirección IP: otro contrato en curso de ese servidor ya tiene 10.92.1.50.")], outcome.Refused);
        Assert.Equal(499, await app.CountAsync(word));
    }

    [Fact]
    public async Task Passwords_stand_in_no_list_of_errors_no_job_and_no_log()
    {
        var word = NetworkApp.Unique("secreto");
        await app.ClientsAsync(word, 2);
        var outcome = await app.ImportAsync(
            $"""
            ID cliente;Plan;Servidor;Comienza;Usuario PPPoE;Contraseña PPPoE;Observaciones
            {word}1;Inventado;Central;2026-01-01;{word}.1;muy-oculta-{word};x
            {word}2;Hogar;Central;2026-01-01;muy-oculta-{word};x
            {word}2;Hogar;Central;2026-01-01;{word}.2;muy-oculta-{word}ñ;x
            {word}2;Hogar;Central;2026-01-01;{word}.2;muy-oculta-{word};"=nota"
            """);

        Assert.Equal(("done", 1L, 0L, 3L), outcome.Counts);
        var csv = (await app.App.Admin.GetAsync($"/jobs/{outcome.Job}/errors.csv")).Body;
        Assert.Contains($"\"{word}1\";\"Inventado\";\"Central\";\"2026-01-01\";\"{word}.1\";\"\";\"x\";\"2\";\"Plan\";\"Inventado\";", csv, StringComparison.Ordinal);
        Assert.DoesNotContain("muy-oculta", csv + (await app.App.Admin.GetAsync($"/jobs/{outcome.Job}")).Body + app.App.Worker!.Output, StringComparison.Ordinal);
        Assert.Equal(0, await app.Database.ValueAsync<long>("select count(*) from host.job_error e where e::text like '%muy-oculta%'"));
        Assert.Equal(0, await app.Database.ValueAsync<long>("select count(*) from host.job j where j::text like '%muy-oculta%'"));
        Assert.Equal(0, await app.Database.ValueAsync<long>("select count(*) from host.audit a where concat(a.old, a.new) like '%muy-oculta%'"));
        Assert.Equal(0, await app.Database.ValueAsync<long>("select count(*) from host.file_chunk f where position(convert_to('muy-oculta', 'UTF8') in f.data) > 0"));
    }

    [Fact]
    public async Task Columns_that_say_too_little_are_refused_before_anything_is_done()
    {
        foreach (var (headings, said) in new[]
        {
            ("Plan;Servidor;Comienza", "Falta la columna «ID cliente» o «Documento»: dice de quién es cada contrato."),
            ("ID cliente;Servidor;Comienza", "Falta la columna «Plan»."),
            ("ID cliente;Plan;Comienza", "Falta la columna «Servidor»."),
            ("ID cliente;Plan;Servidor", "Falta la columna «Comienza»."),
            ("ID cliente;Plan;plan_name;Servidor;Comienza", "Las columnas «Plan» y «plan_name» son el mismo dato: dejá una sola."),
            ("Hola;Chau", "Ninguna columna va a un dato del contrato."),
        })
            Assert.Contains(said, (await app.UploadAsync($"{headings}\nx;y;z\n")).Text, StringComparison.Ordinal);
        Assert.Contains("El archivo está vacío.", (await app.UploadAsync("")).Text, StringComparison.Ordinal);
    }
}

using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using k8s;
using k8s.Models;
using Lms.Api;
using Npgsql;

namespace Lms.Tests.Deployment;

/// <summary>What runbooks rely on in docker-compose.yml and the Dockerfile, word for word, and what a careful operator asks of them.</summary>
public sealed partial class RunningOnCompose
{
    private static readonly JsonNode Compose = JsonSerializer.SerializeToNode(KubernetesYaml.Deserialize<Dictionary<string, object>>(DeployFolder.Read("docker-compose.yml"), strict: true))!;

    [Test]
    public void The_services_are_api_and_postgres() =>
        Assert.That(Compose["services"]!.AsObject().Select(service => service.Key), Is.EquivalentTo(["api", "postgres"]));

    [Test]
    public void The_data_lie_in_the_volume_lms_db_data()
    {
        var postgres = Service("postgres");

        Assert.Multiple(() =>
        {
            Assert.That(Words(postgres["volumes"]), Is.EqualTo(["lms_db_data:/var/lib/postgresql/data"]));
            Assert.That(Word(Compose["volumes"]!["lms_db_data"]!["name"]), Is.EqualTo("lms_db_data"));
            Assert.That(Word(postgres["environment"]!["POSTGRES_DB"]), Is.EqualTo("lms_db"));
            Assert.That(Word(postgres["environment"]!["POSTGRES_USER"]), Is.EqualTo("lms_user"));
        });
    }

    [Test]
    public void The_api_listens_on_port_8000() => Assert.Multiple(() =>
    {
        Assert.That(Words(Service("api")["ports"]).Select(WithDefaults), Is.EqualTo(["8000:8000"]));
        Assert.That(DeployFolder.Read("Dockerfile"), Does.Contain("ASPNETCORE_URLS=http://+:8000").And.Contain("EXPOSE 8000"));
    });

    [Test]
    public void The_api_finds_the_database_with_nothing_set()
    {
        var connection = new NpgsqlConnectionStringBuilder(WithDefaults(Word(Service("api")["environment"]!["ConnectionStrings__Lms"])));
        var password = WithDefaults(Word(Service("postgres")["environment"]!["POSTGRES_PASSWORD"]));

        Assert.That((connection.Host, connection.Database, connection.Username, connection.Password), Is.EqualTo(("postgres", "lms_db", "lms_user", password)));
    }

    [TestCase("api")]
    [TestCase("postgres")]
    public void A_service_can_write_to_its_volumes_alone_and_gains_no_privileges(string name)
    {
        var service = Service(name);

        Assert.Multiple(() =>
        {
            Assert.That(Word(service["read_only"]), Is.EqualTo("true"));
            Assert.That(Words(service["cap_drop"]), Is.EqualTo(["ALL"]));
            Assert.That(Words(service["security_opt"]), Is.EqualTo(["no-new-privileges:true"]));
            Assert.That(Word(service["restart"]), Is.EqualTo("unless-stopped"));
        });
    }

    [Test]
    public void The_api_has_time_to_finish_what_it_began() =>
        Assert.That(int.Parse(Word(Service("api")["stop_grace_period"]).TrimEnd('s'), CultureInfo.InvariantCulture), Is.GreaterThan(LmsApplication.ShutdownTimeout.TotalSeconds));

    [Test]
    public void The_image_runs_as_the_user_that_the_pods_name()
    {
        var user = UserLine().Match(DeployFolder.Read("Dockerfile")).Groups[1].Value;
        var pod = DeployFolder.Manifests("k8s").Named<V1Deployment>("lms-api").Spec.Template.Spec;

        Assert.That((user, pod.SecurityContext.RunAsUser), Is.EqualTo(("1654", 1654L)));
    }

    private static JsonNode Service(string name) => Compose["services"]![name]!;

    private static string Word(JsonNode? value) => value!.ToString();

    private static IEnumerable<string> Words(JsonNode? values) => values!.AsArray().Select(Word);

    private static string WithDefaults(string text) => Variable().Replace(text, "$1");

    [GeneratedRegex(@"\$\{\w+:-([^}]*)\}")]
    private static partial Regex Variable();

    [GeneratedRegex(@"^USER (\S+)$", RegexOptions.Multiline)]
    private static partial Regex UserLine();
}

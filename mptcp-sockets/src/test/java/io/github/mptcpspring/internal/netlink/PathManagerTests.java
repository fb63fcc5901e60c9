/*
 * Copyright 2026 the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package io.github.mptcpspring.internal.netlink;

import java.io.File;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

import io.github.mptcpspring.internal.linux.Errno;
import io.github.mptcpspring.internal.linux.SystemCalls;
import io.github.mptcpspring.internal.linux.SystemCallsUnavailableException;
import io.github.mptcpspring.internal.netlink.PathManagerEndpoint.Flag;
import io.github.mptcpspring.testsupport.FaultySystemCalls;
import io.github.mptcpspring.testsupport.ForkedJvm;
import io.github.mptcpspring.testsupport.InNetworkNamespace;
import io.github.mptcpspring.testsupport.MptcpRequired;
import io.github.mptcpspring.testsupport.ThisHost;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link PathManager}, on a kernel that is made up and on the real one.
 */
@Tag("kernel")
class PathManagerTests {

	private static final int FAMILY = 0x1d;

	private static final int MULTI = 2;

	private final ScriptedKernel kernel = new ScriptedKernel();

	private final PathManager pathManager = new PathManager(this.kernel);

	@Test
	void aKernelWithoutPathManagerSaysSo() {
		this.kernel.answer(error(Errno.ENOENT));
		assertThatExceptionOfType(NetlinkException.class).isThrownBy(this.pathManager::limits)
			.satisfies((ex) -> assertThat(ex.errno()).isEqualTo(Errno.ENOENT));
		this.kernel.answer(error(Errno.ENOENT));
		assertThatExceptionOfType(NetlinkException.class)
			.isThrownBy(() -> this.pathManager.endpoints(NetworkDevices.read()))
			.satisfies((ex) -> assertThat(ex.errno()).isEqualTo(Errno.ENOENT));
		assertThat(this.kernel.openDescriptors()).isZero();
	}

	@Test
	void aFamilyWithoutNumberIsNone() {
		this.kernel.answer(ScriptedKernel.message(0x10, 0, attributes(NetlinkAttributes.write(2, new byte[4]))));
		assertThatExceptionOfType(NetlinkException.class).isThrownBy(this.pathManager::limits)
			.satisfies((ex) -> assertThat(ex.errno()).isEqualTo(Errno.ENOENT));
		assertThat(this.kernel.openDescriptors()).isZero();
	}

	@Test
	void theFamilyIsAskedForByItsName() throws Exception {
		family().answer(ScriptedKernel.message(FAMILY, 0, attributes()));
		this.pathManager.limits();
		assertThat(this.kernel.questions()).hasSize(2);
		assertThat(this.kernel.questions().get(0)).satisfies((question) -> {
			assertThat(question.getShort(4)).isEqualTo((short) 0x10);
			assertThat(question.get(16)).isEqualTo((byte) 3);
			assertThat(NetlinkAttributes.read(question.position(20)).bytes(2, 9)).hasValue("mptcp_pm\0".getBytes());
		});
		assertThat(this.kernel.questions().get(1)).satisfies((question) -> {
			assertThat(question.getShort(4)).isEqualTo((short) FAMILY);
			assertThat(question.getShort(6)).isEqualTo((short) 1);
			assertThat(question.get(16)).isEqualTo((byte) 6);
		});
		assertThat(this.kernel.openDescriptors()).isZero();
	}

	@Test
	void limitsAreRead() throws Exception {
		family().answer(ScriptedKernel.message(FAMILY, 0, attributes(integer(2, 3), integer(3, 4), integer(99, 5))));
		assertThat(this.pathManager.limits()).isEqualTo(new PathManagerLimits(4, 3));
	}

	@Test
	void limitsThatAreRefusedAreRefused() {
		family().answer(error(Errno.EPERM));
		assertThatExceptionOfType(NetlinkException.class).isThrownBy(this.pathManager::limits)
			.satisfies((ex) -> assertThat(ex.errno()).isEqualTo(Errno.EPERM));
		assertThat(this.kernel.openDescriptors()).isZero();
	}

	@Test
	void anAnswerShorterThanItsHeaderHasNoAttributes() throws Exception {
		family().answer(ScriptedKernel.message(FAMILY, 0, new byte[2]));
		assertThat(this.pathManager.limits()).isEqualTo(new PathManagerLimits(0, 0));
	}

	@Test
	void anEndpointThatHasOnlyAnAddressIsRead() throws Exception {
		family().answer(endpoint(NetlinkAttributes.write(3, new byte[] { 10, 0, 0, 1 })), done());
		assertThat(this.pathManager.endpoints(NetworkDevices.read()))
			.containsExactly(new PathManagerEndpoint(0, InetAddress.getByName("10.0.0.1"), null, null, Set.of()));
	}

	@Test
	void anEndpointIsReadWithAllThatItHas() throws Exception {
		byte[] address = InetAddress.getByName("2001:db8::1").getAddress();
		family()
			.answer(endpoint(NetlinkAttributes.write(1, new byte[] { 10, 0 }),
					NetlinkAttributes.write(2, new byte[] { -1 }), NetlinkAttributes.write(4, address),
					NetlinkAttributes.write(5, new byte[] { -1, -1 }), integer(6, 0x3f), integer(99, 1)))
			.answer(endpoint(NetlinkAttributes.write(2, new byte[] { 1 }),
					NetlinkAttributes.write(3, new byte[] { 10, 0, 0, 1 }), integer(6, 0x8000_0000), integer(7, -1)))
			.answer(done());
		assertThat(this.pathManager.endpoints(NetworkDevices.read())).containsExactly(
				new PathManagerEndpoint(255, InetAddress.getByName("2001:db8::1"), 65535, null,
						EnumSet.allOf(Flag.class)),
				new PathManagerEndpoint(1, InetAddress.getByName("10.0.0.1"), null, null, Set.of()));
		assertThat(this.kernel.questions().get(1)).satisfies((question) -> {
			assertThat(question.getShort(6)).isEqualTo((short) 0x301);
			assertThat(question.get(16)).isEqualTo((byte) 3);
		});
		assertThat(this.kernel.openDescriptors()).isZero();
	}

	@Test
	void anEndpointWithoutAnAddressIsLeftOut() throws Exception {
		family().answer(endpoint(NetlinkAttributes.write(2, new byte[] { 1 })), endpoint(),
				endpoint(NetlinkAttributes.write(3, new byte[3])),
				ScriptedKernel.message(FAMILY, MULTI, attributes(integer(2, 1))), done());
		assertThat(this.pathManager.endpoints(NetworkDevices.read())).isEmpty();
	}

	@Test
	void whereThereAreNoEndpointsThereAreNone() throws Exception {
		family().answer(done());
		assertThat(this.pathManager.endpoints(NetworkDevices.read())).isEmpty();
	}

	@Test
	void anEndpointPortOfZeroAndADeviceThatIsGoneAreNone() throws Exception {
		family().answer(endpoint(NetlinkAttributes.write(3, new byte[] { 10, 0, 0, 1 }),
				NetlinkAttributes.write(5, new byte[2]), integer(7, Integer.MAX_VALUE)), done());
		assertThat(this.pathManager.endpoints(NetworkDevices.read()))
			.containsExactly(new PathManagerEndpoint(0, InetAddress.getByName("10.0.0.1"), null, null, Set.of()));
	}

	@Test
	@MptcpRequired
	@InNetworkNamespace
	void aFreshNamespaceHasTheLimitsOfTheKernelAndNoEndpoints() throws Exception {
		assertThat(real().limits()).isEqualTo(new PathManagerLimits(2, 0));
		assertThat(real().endpoints(NetworkDevices.read())).isEmpty();
	}

	@Test
	@MptcpRequired
	@InNetworkNamespace
	void theRealKernelTellsItsLimits() throws Exception {
		ThisHost.ip("mptcp limits set subflow 7 add_addr_accepted 3");
		assertThat(real().limits()).isEqualTo(new PathManagerLimits(7, 3));
	}

	@Test
	@MptcpRequired
	@InNetworkNamespace
	void theRealKernelTellsItsEndpoints() throws Exception {
		addEndpoints();
		assertThat(real().endpoints(NetworkDevices.read())).containsExactlyElementsOf(endpoints());
	}

	@Test
	@MptcpRequired
	@InNetworkNamespace
	void anOrdinaryUserIsToldTheSame() throws Exception {
		ThisHost.ip("mptcp limits set subflow 7 add_addr_accepted 3");
		addEndpoints();
		// In a user namespace below that of the network nobody is anybody there
		List<String> command = new ArrayList<>(List.of("unshare", "--user"));
		command.addAll(ForkedJvm.command());
		command.add(Printing.class.getName());
		ForkedJvm ordinary = ForkedJvm.run(command);
		assertThat(ordinary.exitCode()).as(ordinary.output()).isZero();
		assertThat(ordinary.output().lines()).containsExactly("change refused", new PathManagerLimits(7, 3).toString(),
				describe(endpoints()));
	}

	@Test
	@MptcpRequired
	@InNetworkNamespace
	void asManyEndpointsAsTheKernelAllowsAreTold() throws Exception {
		for (int i = 1; i <= 8; i++) {
			ThisHost.ip("mptcp endpoint add 2001:db8::" + i + " id " + i * 20 + " dev lo subflow fullmesh backup");
		}
		assertThat(real().endpoints(NetworkDevices.read())).extracting(PathManagerEndpoint::id)
			.containsExactly(20, 40, 60, 80, 100, 120, 140, 160);
	}

	@Test
	@MptcpRequired
	@InNetworkNamespace
	void whateverCallFailsNothingStaysOpen() throws Exception {
		ThisHost.ip("mptcp endpoint add 10.1.0.1 signal");
		FaultySystemCalls calls = new FaultySystemCalls(SystemCalls.link());
		PathManager faulty = new PathManager(calls);
		assertThat(faulty.endpoints(NetworkDevices.read())).hasSize(1);
		int steps = calls.trace().size();
		assertThat(steps).isGreaterThanOrEqualTo(6);
		long descriptors = descriptors();
		// The last step closes
		for (int step = 0; step < steps - 1; step++) {
			calls.failAt(calls.trace().size() + step, Errno.ENOBUFS);
			assertThatExceptionOfType(NetlinkException.class).isThrownBy(() -> faulty.endpoints(NetworkDevices.read()))
				.satisfies((ex) -> assertThat(ex.errno()).isEqualTo(Errno.ENOBUFS));
		}
		assertThat(descriptors()).isEqualTo(descriptors);
	}

	private static long descriptors() {
		return Objects.requireNonNull(new File("/proc/self/fd").list()).length;
	}

	private static PathManager real() throws SystemCallsUnavailableException {
		return new PathManager(SystemCalls.link());
	}

	private static void addEndpoints() throws Exception {
		// The kernel listens on the port of an endpoint, so the address must be its own
		ThisHost.ip("address add 10.1.0.1/24 dev lo");
		ThisHost.ip("mptcp endpoint add 10.1.0.1 id 9 port 61000 signal");
		ThisHost.ip("mptcp endpoint add 10.1.0.2 id 10 dev lo subflow backup fullmesh");
		ThisHost.ip("mptcp endpoint add 2001:db8::1 id 200 signal backup");
		ThisHost.ip("mptcp endpoint add 2001:db8::2 id 255 dev lo subflow");
		ThisHost.ip("mptcp endpoint add 10.1.0.3 id 1 signal subflow");
		ThisHost.ip("mptcp endpoint add 10.1.0.4 id 2");
	}

	private static List<PathManagerEndpoint> endpoints() throws Exception {
		return List.of(
				new PathManagerEndpoint(1, InetAddress.getByName("10.1.0.3"), null, null,
						Set.of(Flag.SIGNAL, Flag.SUBFLOW)),
				new PathManagerEndpoint(2, InetAddress.getByName("10.1.0.4"), null, null, Set.of()),
				new PathManagerEndpoint(9, InetAddress.getByName("10.1.0.1"), 61000, null, Set.of(Flag.SIGNAL)),
				new PathManagerEndpoint(10, InetAddress.getByName("10.1.0.2"), null, "lo",
						Set.of(Flag.SUBFLOW, Flag.BACKUP, Flag.FULLMESH)),
				new PathManagerEndpoint(200, InetAddress.getByName("2001:db8::1"), null, null,
						Set.of(Flag.SIGNAL, Flag.BACKUP)),
				new PathManagerEndpoint(255, InetAddress.getByName("2001:db8::2"), null, "lo", Set.of(Flag.SUBFLOW)));
	}

	// Sets have no order from one JVM to the next
	private static String describe(List<PathManagerEndpoint> endpoints) {
		return endpoints.stream()
			.map((endpoint) -> endpoint.id() + " " + endpoint.address() + " " + endpoint.port() + " "
					+ endpoint.device() + " " + new TreeSet<>(endpoint.flags()))
			.toList()
			.toString();
	}

	private ScriptedKernel family() {
		return this.kernel
			.answer(ScriptedKernel.message(0x10, 0, attributes(NetlinkAttributes.write(2, "mptcp_pm\0".getBytes()),
					NetlinkAttributes.write(1, new byte[] { FAMILY, 0 }))));
	}

	private static byte[] attributes(byte[]... attributes) {
		return ScriptedKernel.concat(new byte[] { 1, 1, 0, 0 }, ScriptedKernel.concat(attributes));
	}

	private static byte[] integer(int type, int value) {
		return NetlinkAttributes.write(type, ScriptedKernel.integer(value));
	}

	private static byte[] endpoint(byte[]... attributes) {
		return ScriptedKernel.message(FAMILY, MULTI,
				attributes(NetlinkAttributes.write(0x8001, ScriptedKernel.concat(attributes))));
	}

	private static byte[] done() {
		return ScriptedKernel.message(3, MULTI, ScriptedKernel.integer(0));
	}

	private static byte[] error(int errno) {
		return ScriptedKernel.message(2, 0, ScriptedKernel.integer(-errno));
	}

	/**
	 * What an ordinary user runs.
	 */
	static final class Printing {

		private Printing() {
		}

		static void main(String[] args) throws Exception {
			try {
				ThisHost.ip("mptcp limits set subflow 1");
			}
			catch (IllegalStateException ex) {
				System.out.println("change refused");
			}
			System.out.println(real().limits());
			System.out.println(describe(real().endpoints(NetworkDevices.read())));
		}

	}

}

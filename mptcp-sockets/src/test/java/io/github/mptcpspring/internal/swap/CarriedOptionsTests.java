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

package io.github.mptcpspring.internal.swap;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import io.github.mptcpspring.Problem;
import io.github.mptcpspring.internal.descriptor.Descriptor;
import io.github.mptcpspring.internal.descriptor.OwnedDescriptor;
import io.github.mptcpspring.internal.descriptor.SocketProblems;
import io.github.mptcpspring.internal.linux.Errno;
import io.github.mptcpspring.internal.linux.OptionValue;
import io.github.mptcpspring.internal.linux.RawOption;
import io.github.mptcpspring.internal.linux.RawOption.Level;
import io.github.mptcpspring.internal.linux.SockOpt;
import io.github.mptcpspring.internal.linux.SysSocket;
import io.github.mptcpspring.internal.linux.SystemCalls;
import io.github.mptcpspring.internal.linux.SystemCallsUnavailableException;
import io.github.mptcpspring.testsupport.Creator;
import io.github.mptcpspring.testsupport.FakeSocket;
import io.github.mptcpspring.testsupport.FakeSystemCalls;
import io.github.mptcpspring.testsupport.FaultySystemCalls;
import io.github.mptcpspring.testsupport.InNetworkNamespace;
import io.github.mptcpspring.testsupport.MptcpRequired;
import io.github.mptcpspring.testsupport.Prerequisite;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link CarriedOptions}, on the fake and on the real kernel.
 * {@code EveryOptionTests} goes through all options there are.
 */
@Tag("kernel")
class CarriedOptionsTests {

	static final List<Integer> DOMAINS = List.of(SysSocket.AF_INET, SysSocket.AF_INET6);

	private final FakeSystemCalls kernel = new FakeSystemCalls();

	static Stream<Arguments> optionsThatMptcpTakes() {
		return DOMAINS.stream()
			.flatMap((domain) -> Creator.optionsThatMptcpTakes(domain)
				.entrySet()
				.stream()
				.map((option) -> Arguments.of(domain, option.getKey(), option.getValue())));
	}

	static Stream<Arguments> optionsThatMptcpRefuses() {
		return Stream.of(Arguments.of(SysSocket.AF_INET, SockOpt.SO_OOBINLINE),
				Arguments.of(SysSocket.AF_INET, SockOpt.TCP_USER_TIMEOUT),
				Arguments.of(SysSocket.AF_INET6, SockOpt.SO_OOBINLINE),
				Arguments.of(SysSocket.AF_INET6, SockOpt.TCP_USER_TIMEOUT),
				Arguments.of(SysSocket.AF_INET6, SockOpt.IPV6_TCLASS));
	}

	@Test
	void everyOptionOfTheFakeIsTested() {
		Set<SockOpt> tested = EnumSet.of(SockOpt.SO_MARK, SockOpt.SO_DONTROUTE);
		Stream.concat(optionsThatMptcpTakes(), optionsThatMptcpRefuses())
			.forEach((arguments) -> tested.add((SockOpt) arguments.get()[1]));
		assertThat(tested).isEqualTo(FakeSocket.IMITATED);
		assertThat(CarriedOptions.ALL).doesNotHaveDuplicates().containsAll(tested);
	}

	@ParameterizedTest
	@MethodSource("optionsThatMptcpTakes")
	void anOptionIsCarried(int domain, SockOpt option, byte[] value) {
		verifyCarried(this.kernel, domain, option, value);
	}

	@MptcpRequired
	@ParameterizedTest
	@MethodSource("optionsThatMptcpTakes")
	void anOptionIsCarriedOnTheRealKernel(int domain, SockOpt option, byte[] value)
			throws SystemCallsUnavailableException {
		verifyCarried(SystemCalls.link(), domain, option, value);
	}

	@ParameterizedTest
	@FieldSource("DOMAINS")
	void aMarkIsCarried(int domain) {
		verifyCarried(this.kernel, domain, SockOpt.SO_MARK, OptionValue.ofInt(7));
	}

	@Test
	@MptcpRequired
	@InNetworkNamespace
	void aMarkIsCarriedOnTheRealKernel() throws SystemCallsUnavailableException {
		for (int domain : DOMAINS) {
			verifyCarried(SystemCalls.link(), domain, SockOpt.SO_MARK, OptionValue.ofInt(7));
		}
	}

	@ParameterizedTest
	@FieldSource("DOMAINS")
	void allOptionsTogetherAreCarried(int domain) {
		verifyAllCarried(this.kernel, domain);
	}

	@MptcpRequired
	@ParameterizedTest
	@FieldSource("DOMAINS")
	void allOptionsTogetherAreCarriedOnTheRealKernel(int domain) throws SystemCallsUnavailableException {
		verifyAllCarried(SystemCalls.link(), domain);
	}

	@MptcpRequired
	@ParameterizedTest
	@ValueSource(ints = { 1, 2303, 2305, 4609, 100001, Integer.MAX_VALUE })
	void theKernelsOwnAdjustmentsOfABufferSizeAreCarried(int size) throws SystemCallsUnavailableException {
		byte[] value = OptionValue.ofInt(size);
		verifyCarried(SystemCalls.link(), SysSocket.AF_INET, SockOpt.SO_RCVBUF, value);
		verifyCarried(SystemCalls.link(), SysSocket.AF_INET, SockOpt.SO_SNDBUF, value);
	}

	@Test
	@MptcpRequired
	void freshTcpAndMptcpSocketsOfTheRealKernelAreAlike() throws SystemCallsUnavailableException {
		verifyFreshSocketsAreAlike(SystemCalls.link());
	}

	@Test
	@MptcpRequired
	@InNetworkNamespace(sysctl = { "net.ipv4.tcp_wmem=4096 20000 4194304", "net.ipv4.tcp_rmem=4096 150000 6291456",
			"net.ipv4.tcp_keepalive_time=1000", "net.ipv4.tcp_keepalive_intvl=10", "net.ipv4.tcp_keepalive_probes=4",
			"net.ipv6.bindv6only=1" })
	void freshTcpAndMptcpSocketsOfTheRealKernelTakeTheSameSysctls() throws SystemCallsUnavailableException {
		verifyFreshSocketsAreAlike(SystemCalls.link());
	}

	@ParameterizedTest
	@FieldSource("DOMAINS")
	void whatIsFreshIsNotSet(int domain) {
		try (OwnedDescriptor tcp = open(this.kernel, domain, SysSocket.IPPROTO_TCP);
				OwnedDescriptor mptcp = open(this.kernel, domain, SysSocket.IPPROTO_MPTCP)) {
			assertThat(new CarriedOptions(tcp.calls()).carryAll(tcp, mptcp, domain)).isEmpty();
			assertThat(this.kernel.at(mptcp.number()).assigned()).isEmpty();
		}
	}

	@MptcpRequired
	@ParameterizedTest
	@FieldSource("DOMAINS")
	void whatIsFreshIsNotSetOnTheRealKernel(int domain) throws SystemCallsUnavailableException {
		FaultySystemCalls calls = new FaultySystemCalls(SystemCalls.link());
		try (OwnedDescriptor tcp = open(calls, domain, SysSocket.IPPROTO_TCP);
				OwnedDescriptor mptcp = open(calls, domain, SysSocket.IPPROTO_MPTCP)) {
			assertThat(new CarriedOptions(tcp.calls()).carryAll(tcp, mptcp, domain)).isEmpty();
			assertThat(calls.trace()).isNotEmpty().noneMatch((call) -> call.startsWith("setsockopt"));
		}
	}

	@Test
	void whatDiffersBecauseFreshSocketsDifferIsNotSet() {
		try (OwnedDescriptor tcp = open(this.kernel, SysSocket.AF_INET, SysSocket.IPPROTO_TCP)) {
			this.kernel.setDefault(SockOpt.SO_RCVBUF, 262144);
			try (OwnedDescriptor mptcp = open(this.kernel, SysSocket.AF_INET, SysSocket.IPPROTO_MPTCP)) {
				this.kernel.setDefault(SockOpt.SO_RCVBUF, 131072);
				assertThat(new CarriedOptions(tcp.calls()).carryAll(tcp, mptcp, SysSocket.AF_INET)).isEmpty();
				assertThat(this.kernel.at(mptcp.number()).assigned()).isEmpty();
			}
		}
	}

	@Test
	void dualStackIsCarriedWhereFreshSocketsAreIpv6Only() {
		this.kernel.setDefault(SockOpt.IPV6_V6ONLY, 1);
		verifyCarried(this.kernel, SysSocket.AF_INET6, SockOpt.IPV6_V6ONLY, OptionValue.ofInt(0));
	}

	@Test
	void dualStackIsCarriedWhereFreshSocketsAreIpv6OnlyAndMptcpSocketsDoNotSaySo() {
		this.kernel.setDefault(SockOpt.IPV6_V6ONLY, 1);
		FaultySystemCalls calls = new FaultySystemCalls(this.kernel);
		calls.failEach("getsockopt 4 IPV6_V6ONLY", Errno.EOPNOTSUPP);
		try (OwnedDescriptor tcp = open(calls, SysSocket.AF_INET6, SysSocket.IPPROTO_TCP);
				OwnedDescriptor mptcp = open(calls, SysSocket.AF_INET6, SysSocket.IPPROTO_MPTCP)) {
			tcp.setInt(SockOpt.IPV6_V6ONLY, 0);
			assertThat(new CarriedOptions(tcp.calls()).carryAll(tcp, mptcp, SysSocket.AF_INET6)).isEmpty();
			assertThat(calls.faults()).isPositive();
			assertThat(read(this.kernel, mptcp, SockOpt.IPV6_V6ONLY)).isEqualTo(OptionValue.ofInt(0));
		}
	}

	@ParameterizedTest
	@MethodSource("optionsThatMptcpRefuses")
	void anOptionThatMptcpRefusesIsNamed(int domain, SockOpt option) {
		verifyRefused(this.kernel, domain, option);
	}

	@MptcpRequired
	@ParameterizedTest
	@MethodSource("optionsThatMptcpRefuses")
	void anOptionThatMptcpRefusesIsNamedOnTheRealKernel(int domain, SockOpt option)
			throws SystemCallsUnavailableException {
		verifyRefused(SystemCalls.link(), domain, option);
	}

	@Test
	void anOptionThatMptcpTakesWithoutEffectIsNamed() {
		try (OwnedDescriptor tcp = open(this.kernel, SysSocket.AF_INET, SysSocket.IPPROTO_TCP);
				OwnedDescriptor mptcp = open(this.kernel, SysSocket.AF_INET, SysSocket.IPPROTO_MPTCP)) {
			tcp.setInt(SockOpt.SO_DONTROUTE, 1);
			assertThat(new CarriedOptions(this.kernel).carryAll(tcp, mptcp, SysSocket.AF_INET))
				.contains(SocketProblems.optionNotKept(SockOpt.SO_DONTROUTE));
		}
	}

	@Test
	void whatIsAttachedIsNamed() {
		try (OwnedDescriptor tcp = open(this.kernel, SysSocket.AF_INET, SysSocket.IPPROTO_TCP);
				OwnedDescriptor mptcp = open(this.kernel, SysSocket.AF_INET, SysSocket.IPPROTO_MPTCP)) {
			this.kernel.at(tcp.number()).attach();
			assertThat(new CarriedOptions(this.kernel).carryAll(tcp, mptcp, SysSocket.AF_INET))
				.contains(SocketProblems.attachedNotCarried());
		}
	}

	/** {@code TCP_MD5SIG}, which no option reads: {@code struct tcp_md5sig}. */
	@Test
	@MptcpRequired
	void aKeyThatIsAttachedOnTheRealKernelIsNoticed() throws SystemCallsUnavailableException {
		SystemCalls calls = SystemCalls.link();
		ByteBuffer key = ByteBuffer.allocate(216).order(ByteOrder.nativeOrder());
		key.putShort((short) SysSocket.AF_INET).putShort((short) 0).putInt(0x0100007f).putShort(130, (short) 3);
		key.put(136, new byte[] { 1, 2, 3 });
		try (OwnedDescriptor tcp = open(calls, SysSocket.AF_INET, SysSocket.IPPROTO_TCP);
				OwnedDescriptor mptcp = open(calls, SysSocket.AF_INET, SysSocket.IPPROTO_MPTCP)) {
			Prerequisite.require(new RawOption(Level.TCP, 14).set(tcp.number(), key.array()),
					"this kernel has no TCP_MD5SIG");
			assertThat(new CarriedOptions(calls).carryAll(tcp, mptcp, SysSocket.AF_INET))
				.contains(SocketProblems.attachedNotCarried());
		}
	}

	/** What has been set does not grow, even when it is what the socket had before. */
	@Test
	@MptcpRequired
	void theUsualSizeOfABufferIsCarriedWhenItHasBeenSet() throws SystemCallsUnavailableException {
		SystemCalls calls = SystemCalls.link();
		try (OwnedDescriptor tcp = open(calls, SysSocket.AF_INET, SysSocket.IPPROTO_TCP);
				OwnedDescriptor mptcp = open(calls, SysSocket.AF_INET, SysSocket.IPPROTO_MPTCP)) {
			byte[] fresh = read(calls, tcp, SockOpt.SO_SNDBUF);
			assertThat(tcp.setInt(SockOpt.SO_SNDBUF, OptionValue.toInt(fresh) / 2)).isZero();
			assertThat(read(calls, tcp, SockOpt.SO_SNDBUF)).isEqualTo(fresh);
			assertThat(new CarriedOptions(calls).carryAll(tcp, mptcp, SysSocket.AF_INET)).isEmpty();
			assertThat(read(calls, mptcp, SockOpt.SO_SNDBUF)).isEqualTo(fresh);
			assertThat(mptcp.getInt(SockOpt.SO_BUF_LOCK)).isOne();
		}
	}

	@Test
	void theSizesOfBuffersAreCarriedWhereTheKernelDoesNotTellWhichHaveBeenSet() {
		FaultySystemCalls calls = new FaultySystemCalls(this.kernel);
		calls.failEach(".* SO_BUF_LOCK", Errno.ENOPROTOOPT);
		verifyCarried(calls, SysSocket.AF_INET, SockOpt.SO_SNDBUF, OptionValue.ofInt(50000));
		verifyCarried(calls, SysSocket.AF_INET, SockOpt.SO_RCVBUF, OptionValue.ofInt(50000));
		assertThat(calls.faults()).isPositive();
	}

	@Test
	void aTimeToLingerThatWasSwitchedOffAgainIsNotCarried() {
		try (OwnedDescriptor tcp = open(this.kernel, SysSocket.AF_INET, SysSocket.IPPROTO_TCP);
				OwnedDescriptor mptcp = open(this.kernel, SysSocket.AF_INET, SysSocket.IPPROTO_MPTCP)) {
			tcp.set(SockOpt.SO_LINGER, Creator.optionsThatMptcpTakes(SysSocket.AF_INET).get(SockOpt.SO_LINGER));
			tcp.set(SockOpt.SO_LINGER, new byte[SockOpt.SO_LINGER.length()]);
			assertThat(new CarriedOptions(this.kernel).carryAll(tcp, mptcp, SysSocket.AF_INET)).isEmpty();
			assertThat(this.kernel.at(mptcp.number()).assigned()).isEmpty();
		}
	}

	@Test
	void aPriorityThatIsNotThatOfTheTypeOfServiceIsCarried() {
		try (OwnedDescriptor tcp = open(this.kernel, SysSocket.AF_INET, SysSocket.IPPROTO_TCP);
				OwnedDescriptor mptcp = open(this.kernel, SysSocket.AF_INET, SysSocket.IPPROTO_MPTCP)) {
			tcp.setInt(SockOpt.IP_TOS, 0x10);
			tcp.setInt(SockOpt.SO_PRIORITY, 0);
			assertThat(new CarriedOptions(this.kernel).carryAll(tcp, mptcp, SysSocket.AF_INET)).isEmpty();
			assertThat(mptcp.getInt(SockOpt.IP_TOS)).isEqualTo(0x10);
			assertThat(mptcp.getInt(SockOpt.SO_PRIORITY)).isZero();
		}
	}

	@Test
	void whatASysctlHasChangedSinceTheLastSwapIsNotSet() {
		CarriedOptions options = new CarriedOptions(this.kernel);
		verifyFresh(options);
		this.kernel.setDefault(SockOpt.TCP_KEEPIDLE, 1000);
		verifyFresh(options);
	}

	@Test
	void whatHasBeenSetToTheOldValueOfASysctlIsSet() {
		CarriedOptions options = new CarriedOptions(this.kernel);
		verifyFresh(options);
		this.kernel.setDefault(SockOpt.TCP_KEEPIDLE, 1000);
		try (OwnedDescriptor tcp = open(this.kernel, SysSocket.AF_INET, SysSocket.IPPROTO_TCP);
				OwnedDescriptor mptcp = open(this.kernel, SysSocket.AF_INET, SysSocket.IPPROTO_MPTCP)) {
			tcp.setInt(SockOpt.TCP_KEEPIDLE, 7200);
			assertThat(options.carryAll(tcp, mptcp, SysSocket.AF_INET)).isEmpty();
			assertThat(mptcp.getInt(SockOpt.TCP_KEEPIDLE)).isEqualTo(7200);
		}
	}

	private void verifyFresh(CarriedOptions options) {
		try (OwnedDescriptor tcp = open(this.kernel, SysSocket.AF_INET, SysSocket.IPPROTO_TCP);
				OwnedDescriptor mptcp = open(this.kernel, SysSocket.AF_INET, SysSocket.IPPROTO_MPTCP)) {
			assertThat(options.carryAll(tcp, mptcp, SysSocket.AF_INET)).isEmpty();
			assertThat(this.kernel.at(mptcp.number()).assigned()).isEmpty();
		}
	}

	private void verifyCarried(SystemCalls calls, int domain, SockOpt option, byte[] value) {
		try (OwnedDescriptor tcp = open(calls, domain, SysSocket.IPPROTO_TCP);
				OwnedDescriptor mptcp = open(calls, domain, SysSocket.IPPROTO_MPTCP)) {
			byte[] fresh = read(calls, tcp, option);
			assertThat(tcp.set(option, value)).isZero();
			byte[] wanted = read(calls, tcp, option);
			assertThat(wanted).isNotEqualTo(fresh);
			assertThat(new CarriedOptions(tcp.calls()).carryAll(tcp, mptcp, domain)).isEmpty();
			assertThat(read(calls, mptcp, option)).isEqualTo(wanted);
		}
	}

	/** Some kernels cannot report every option on MPTCP. */
	private void verifyFreshSocketsAreAlike(SystemCalls calls) {
		Set<SockOpt> compared = EnumSet.noneOf(SockOpt.class);
		for (int domain : DOMAINS) {
			try (OwnedDescriptor tcp = open(calls, domain, SysSocket.IPPROTO_TCP);
					OwnedDescriptor mptcp = open(calls, domain, SysSocket.IPPROTO_MPTCP)) {
				for (SockOpt option : CarriedOptions.ALL) {
					byte[] onTcp = new byte[option.length()];
					byte[] onMptcp = new byte[option.length()];
					if (tcp.get(option, onTcp) >= 0 && mptcp.get(option, onMptcp) >= 0) {
						assertThat(onMptcp).as(option.name()).isEqualTo(onTcp);
						compared.add(option);
					}
				}
			}
		}
		assertThat(compared).contains(SockOpt.SO_SNDBUF, SockOpt.SO_RCVBUF, SockOpt.SO_REUSEADDR, SockOpt.TCP_NODELAY);
	}

	private void verifyAllCarried(SystemCalls calls, int domain) {
		Set<SockOpt> options = Creator.optionsThatMptcpTakes(domain).keySet();
		Creator creator = (domain == SysSocket.AF_INET) ? Creator.V4_WITH_OPTIONS : Creator.V6_WITH_OPTIONS;
		try (OwnedDescriptor tcp = new OwnedDescriptor(calls, creator.create(calls));
				OwnedDescriptor mptcp = open(calls, domain, SysSocket.IPPROTO_MPTCP)) {
			assertThat(new CarriedOptions(tcp.calls()).carryAll(tcp, mptcp, domain)).isEmpty();
			assertThat(options)
				.allSatisfy((option) -> assertThat(read(calls, mptcp, option)).isEqualTo(read(calls, tcp, option)));
		}
	}

	private void verifyRefused(SystemCalls calls, int domain, SockOpt option) {
		try (OwnedDescriptor tcp = open(calls, domain, SysSocket.IPPROTO_TCP);
				OwnedDescriptor mptcp = open(calls, domain, SysSocket.IPPROTO_MPTCP)) {
			assertThat(tcp.setInt(option, 4)).isZero();
			Optional<Problem> reason = new CarriedOptions(tcp.calls()).carryAll(tcp, mptcp, domain);
			int errno = -mptcp.setInt(option, 4);
			assertThat(reason).contains(SocketProblems.optionNotCarried(option, errno));
		}
	}

	private static OwnedDescriptor open(SystemCalls calls, int domain, int protocol) {
		int descriptor = calls.socket(domain, SysSocket.SOCK_STREAM | SysSocket.SOCK_CLOEXEC, protocol);
		assertThat(descriptor).isNotNegative();
		return new OwnedDescriptor(calls, descriptor);
	}

	private static byte[] read(SystemCalls calls, Descriptor descriptor, SockOpt option) {
		byte[] value = new byte[option.length()];
		assertThat(calls.getsockopt(descriptor.number(), option, value)).as(option.name()).isEqualTo(option.length());
		return value;
	}

}

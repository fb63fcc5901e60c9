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

import java.util.function.BiConsumer;
import java.util.stream.Stream;

import io.github.mptcpspring.SwapResult;
import io.github.mptcpspring.SwapResult.Kept;
import io.github.mptcpspring.SwapResult.Swapped;
import io.github.mptcpspring.internal.descriptor.BorrowedDescriptor;
import io.github.mptcpspring.internal.descriptor.SocketProblems;
import io.github.mptcpspring.internal.linux.Errno;
import io.github.mptcpspring.internal.linux.SockOpt;
import io.github.mptcpspring.internal.linux.SysSocket;
import io.github.mptcpspring.testsupport.Creator;
import io.github.mptcpspring.testsupport.FakeSocket;
import io.github.mptcpspring.testsupport.FakeSystemCalls;
import io.github.mptcpspring.testsupport.FaultySystemCalls;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What {@link SocketSwap} does when every system call answers as Linux does.
 */
class SocketSwapTests {

	private static final int AF_UNIX = 1;

	private static final int AF_NETLINK = 16;

	private static final int SOCK_DGRAM = 2;

	private static final int IPPROTO_UDP = 17;

	private static final int NETLINK_XFRM = 6;

	private final FakeSystemCalls kernel = new FakeSystemCalls();

	@ParameterizedTest
	@EnumSource(Creator.class)
	void theMptcpSocketHasTheFlagsTheFamilyAndTheOptionsOfTheTcpSocket(Creator creator) {
		int descriptor = creator.create(this.kernel);
		FakeSocket tcp = this.kernel.at(descriptor);
		assertThat(swap(descriptor)).isEqualTo(new Swapped());
		FakeSocket mptcp = this.kernel.at(descriptor);
		assertThat(mptcp.isMptcp()).isTrue();
		assertThat(mptcp.domain()).isEqualTo(tcp.domain());
		assertThat(mptcp.isNonBlocking()).isEqualTo(creator.isNonBlocking());
		assertThat(this.kernel.isCloseOnExec(descriptor)).isEqualTo(creator.descriptorFlags() != 0);
		assertThat(mptcp.assigned()).isEqualTo(creator.options().keySet());
		assertThat(mptcp.assigned())
			.allSatisfy((option) -> assertThat(read(mptcp, option)).isEqualTo(read(tcp, option)));
		assertThat(this.kernel.openDescriptors()).containsExactlyInAnyOrder(0, 1, 2, descriptor);
	}

	@Test
	void whenItIsMptcpAlreadyItCountsAsSwapped() {
		int descriptor = this.kernel.socket(SysSocket.AF_INET, SysSocket.SOCK_STREAM, SysSocket.IPPROTO_MPTCP);
		verifyUntouched(descriptor, new Swapped());
	}

	@Test
	void whenAnMptcpSocketIsConnectedItCountsAsSwapped() {
		int descriptor = this.kernel.socket(SysSocket.AF_INET, SysSocket.SOCK_STREAM, SysSocket.IPPROTO_MPTCP);
		this.kernel.at(descriptor).connect();
		verifyUntouched(descriptor, new Swapped());
	}

	static Stream<Arguments> uses() {
		BiConsumer<FakeSystemCalls, Integer> bind = (kernel, descriptor) -> kernel.at(descriptor).bind();
		BiConsumer<FakeSystemCalls, Integer> connect = (kernel, descriptor) -> kernel.at(descriptor).connect();
		return Stream.of(Creator.values())
			.flatMap((creator) -> Stream.of(Arguments.of(creator, bind), Arguments.of(creator, connect)));
	}

	@ParameterizedTest
	@MethodSource("uses")
	void whenItIsInUseItIsKept(Creator creator, BiConsumer<FakeSystemCalls, Integer> use) {
		int descriptor = creator.create(this.kernel);
		use.accept(this.kernel, descriptor);
		verifyUntouched(descriptor, kept("it is bound", "Swap it before it binds"));
	}

	static Stream<Arguments> otherSockets() {
		return Stream.of(Arguments.of(SysSocket.AF_INET, SOCK_DGRAM, IPPROTO_UDP),
				Arguments.of(SysSocket.AF_INET6, SOCK_DGRAM, IPPROTO_UDP),
				Arguments.of(AF_UNIX, SysSocket.SOCK_STREAM, 0), Arguments.of(AF_NETLINK, SOCK_DGRAM, 0));
	}

	@ParameterizedTest
	@MethodSource("otherSockets")
	void whenItIsNotATcpSocketItIsKept(int domain, int type, int protocol) {
		int descriptor = this.kernel.socket(domain, type, protocol);
		verifyUntouched(descriptor, kept("it is not a TCP socket", "Use a TCP socket"));
	}

	@Test
	void whenItsProtocolHasTheNumberOfTcpInAnotherDomainItIsKept() {
		int descriptor = this.kernel.socket(AF_NETLINK, SysSocket.SOCK_STREAM, NETLINK_XFRM);
		verifyUntouched(descriptor, kept("it is not a TCP socket", "Use a TCP socket"));
	}

	@Test
	void whenItIsNotASocketItIsKept() {
		assertThat(swap(0)).isEqualTo(kept("getsockopt(2) of SO_COOKIE failed with ENOTSOCK", "Try again"));
	}

	@Test
	void whenItIsNotOpenItIsKept() {
		assertThat(swap(3)).isEqualTo(kept("getsockopt(2) of SO_COOKIE failed with EBADF", "Try again"));
	}

	@ParameterizedTest
	@CsvSource({ "getsockopt .* SO_PROTOCOL, getsockopt(2) of SO_PROTOCOL", "getsockname .*, getsockname(2)",
			"getsockopt .* SO_COOKIE, getsockopt(2) of SO_COOKIE", "fcntl .* 3, fcntl(2) F_GETFL",
			"fcntl .* 1, fcntl(2) F_GETFD", "getsockopt .* SO_LINGER, getsockopt(2) of SO_LINGER", "dup3 .*, dup3(2)" })
	void whenACallFailsItIsKeptAndTheCallIsNamed(String pattern, String call) {
		int descriptor = Creator.V4.create(this.kernel);
		FaultySystemCalls calls = new FaultySystemCalls(this.kernel);
		calls.failEach(pattern, Errno.EPERM);
		assertThat(new SocketSwap(calls).swap(new BorrowedDescriptor(calls, descriptor)))
			.isEqualTo(kept(call + " failed with EPERM", "Try again"));
	}

	@Test
	void whenTheKernelRefusesMptcpItIsKeptForTheReasonThatAvailabilityWouldGive() {
		int descriptor = Creator.V4.create(this.kernel);
		FaultySystemCalls calls = new FaultySystemCalls(this.kernel);
		calls.failEach("socket .*", Errno.ENOPROTOOPT);
		SwapResult result = new SocketSwap(calls).swap(new BorrowedDescriptor(calls, descriptor));
		assertThat(result).isEqualTo(new Kept(SocketProblems.socketFailed(Errno.ENOPROTOOPT)));
	}

	@Test
	void whenItsOwnerClosesItMeanwhileAndItsNumberIsGivenAwayTheStrangerKeepsHisSocket() {
		int descriptor = Creator.V4.create(this.kernel);
		FaultySystemCalls reuse = new FaultySystemCalls(this.kernel);
		reuse.before("socket .* " + SysSocket.IPPROTO_MPTCP, () -> {
			this.kernel.close(descriptor);
			assertThat(Creator.V6_WITH_OPTIONS.create(this.kernel)).isEqualTo(descriptor);
		});
		assertThat(new SocketSwap(reuse).swap(new BorrowedDescriptor(reuse, descriptor))).isInstanceOf(Kept.class);
		assertThat(this.kernel.at(descriptor).domain()).isEqualTo(SysSocket.AF_INET6);
		assertThat(this.kernel.at(descriptor).isMptcp()).isFalse();
		assertThat(this.kernel.openDescriptors()).containsExactlyInAnyOrder(0, 1, 2, descriptor);
	}

	@Test
	void whenTheStrangersSocketIsOfTheSameKindTheStrangerKeepsIt() {
		int descriptor = Creator.V4.create(this.kernel);
		FaultySystemCalls reuse = new FaultySystemCalls(this.kernel);
		reuse.before("socket .* " + SysSocket.IPPROTO_MPTCP, () -> {
			this.kernel.close(descriptor);
			assertThat(Creator.V4.create(this.kernel)).isEqualTo(descriptor);
		});
		assertThat(new SocketSwap(reuse).swap(new BorrowedDescriptor(reuse, descriptor))).isEqualTo(kept(
				"it was closed, and its number is another socket's now", "Do not close it before it has been swapped"));
		assertThat(this.kernel.at(descriptor).isMptcp()).isFalse();
	}

	@Test
	void whenItIsBoundMeanwhileItIsKept() {
		int descriptor = Creator.V4.create(this.kernel);
		FaultySystemCalls bind = new FaultySystemCalls(this.kernel);
		bind.before("socket .* " + SysSocket.IPPROTO_MPTCP, () -> this.kernel.at(descriptor).bind());
		assertThat(new SocketSwap(bind).swap(new BorrowedDescriptor(bind, descriptor)))
			.isEqualTo(kept("it is bound", "Swap it before it binds"));
		assertThat(this.kernel.at(descriptor).isMptcp()).isFalse();
	}

	@Test
	void whenItIsClosedMeanwhileItIsKept() {
		int descriptor = Creator.V4.create(this.kernel);
		FaultySystemCalls close = new FaultySystemCalls(this.kernel);
		close.before("socket .* " + SysSocket.IPPROTO_MPTCP, () -> this.kernel.close(descriptor));
		assertThat(new SocketSwap(close).swap(new BorrowedDescriptor(close, descriptor))).isInstanceOf(Kept.class);
		assertThat(this.kernel.openDescriptors()).containsExactlyInAnyOrder(0, 1, 2);
	}

	private SwapResult swap(int descriptor) {
		return new SocketSwap(this.kernel).swap(new BorrowedDescriptor(this.kernel, descriptor));
	}

	private void verifyUntouched(int descriptor, SwapResult expected) {
		FakeSocket socket = this.kernel.at(descriptor);
		String before = socket.toString();
		assertThat(swap(descriptor)).isEqualTo(expected);
		assertThat(this.kernel.at(descriptor)).isSameAs(socket).hasToString(before);
		assertThat(this.kernel.openDescriptors()).containsExactlyInAnyOrder(0, 1, 2, descriptor);
	}

	private static byte[] read(FakeSocket socket, SockOpt option) {
		byte[] value = new byte[option.length()];
		assertThat(socket.get(option, value)).isEqualTo(option.length());
		return value;
	}

	private static Kept kept(String reason, String remedy) {
		return new Kept(SocketProblems.forSocket(reason, remedy));
	}

}

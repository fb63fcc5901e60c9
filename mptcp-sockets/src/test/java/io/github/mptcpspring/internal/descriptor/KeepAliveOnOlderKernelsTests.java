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

package io.github.mptcpspring.internal.descriptor;

import io.github.mptcpspring.SwapResult;
import io.github.mptcpspring.SwapResult.Kept;
import io.github.mptcpspring.SwapResult.Swapped;
import io.github.mptcpspring.internal.linux.Errno;
import io.github.mptcpspring.internal.linux.OptionValue;
import io.github.mptcpspring.internal.linux.SockOpt;
import io.github.mptcpspring.internal.linux.SysSocket;
import io.github.mptcpspring.internal.swap.SocketSwap;
import io.github.mptcpspring.testsupport.FakeSystemCalls;
import io.github.mptcpspring.testsupport.FaultySystemCalls;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What {@link SocketSwap} does where MPTCP sockets do not know the keep-alive options:
 * before Linux 6.10, but for stable releases that have got them since, like Debian's
 * 6.1.192. So their answers are replayed.
 */
class KeepAliveOnOlderKernelsTests {

	private final FakeSystemCalls kernel = new FakeSystemCalls();

	private final FaultySystemCalls calls = new FaultySystemCalls(this.kernel);

	private final int tcp = this.kernel.socket(SysSocket.AF_INET, SysSocket.SOCK_STREAM, SysSocket.IPPROTO_TCP);

	@ParameterizedTest
	@ValueSource(ints = { Errno.EOPNOTSUPP, Errno.ENOPROTOOPT })
	void aSocketThatDoesWithoutThemIsSwapped(int errno) {
		assertThat(swap(errno)).isEqualTo(new Swapped());
		assertThat(this.calls.faults()).isEqualTo(3);
		assertThat(this.kernel.at(this.tcp).isMptcp()).isTrue();
		assertThat(this.kernel.openDescriptors()).containsExactlyInAnyOrder(0, 1, 2, this.tcp);
	}

	@ParameterizedTest
	@EnumSource(names = { "TCP_KEEPIDLE", "TCP_KEEPINTVL", "TCP_KEEPCNT" })
	void aSocketOnWhichOneIsSetStaysTcpAndItSaysWhy(SockOpt option) {
		assertThat(this.calls.setsockopt(this.tcp, option, OptionValue.ofInt(20))).isZero();
		assertThat(swap(Errno.ENOPROTOOPT))
			.isEqualTo(new Kept(SocketProblems.optionNotCarried(option, Errno.ENOPROTOOPT)));
		assertThat(this.kernel.at(this.tcp).isMptcp()).isFalse();
		assertThat(this.kernel.openDescriptors()).containsExactlyInAnyOrder(0, 1, 2, this.tcp);
	}

	private SwapResult swap(int errno) {
		int mptcp = this.tcp + 1;
		this.calls.failEach("[gs]etsockopt " + mptcp + " TCP_KEEP.*", errno);
		return new SocketSwap(this.calls).swap(new BorrowedDescriptor(this.calls, this.tcp));
	}

}

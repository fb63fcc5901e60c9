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

import io.github.mptcpspring.internal.linux.Errno;
import io.github.mptcpspring.internal.linux.OptionValue;
import io.github.mptcpspring.internal.linux.SockOpt;
import io.github.mptcpspring.internal.linux.SysSocket;
import io.github.mptcpspring.testsupport.FakeSystemCalls;
import io.github.mptcpspring.testsupport.FaultySystemCalls;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Descriptor}.
 */
class DescriptorTests {

	private final FaultySystemCalls calls = new FaultySystemCalls(new FakeSystemCalls());

	private final Descriptor socket = new BorrowedDescriptor(this.calls,
			this.calls.socket(SysSocket.AF_INET, SysSocket.SOCK_STREAM, SysSocket.IPPROTO_MPTCP));

	@Test
	void aNumberIsWhatTheKernelWrote() {
		this.socket.setInt(SockOpt.TCP_CORK, 1);
		assertThat(this.socket.getInt(SockOpt.TCP_CORK)).isOne();
	}

	// A cork that seems to be 0 would be taken away
	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 2, 3 })
	void anAnswerThatIsTooShortIsNoNumber(int length) {
		this.socket.set(SockOpt.TCP_CORK, OptionValue.ofInt(1));
		this.calls.failEach("getsockopt .* TCP_CORK", -length);
		assertThat(this.socket.getInt(SockOpt.TCP_CORK)).isEqualTo(-Errno.EIO);
	}

	@Test
	void aRefusalIsNoNumber() {
		this.calls.failEach("getsockopt .* TCP_CORK", Errno.EOPNOTSUPP);
		assertThat(this.socket.getInt(SockOpt.TCP_CORK)).isEqualTo(-Errno.EOPNOTSUPP);
	}

}

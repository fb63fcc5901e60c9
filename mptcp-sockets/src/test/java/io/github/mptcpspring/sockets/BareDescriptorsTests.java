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

package io.github.mptcpspring.sockets;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;

import io.github.mptcpspring.MptcpSockets;
import io.github.mptcpspring.SwapResult.Kept;
import io.github.mptcpspring.SwapResult.Swapped;
import io.github.mptcpspring.internal.descriptor.BorrowedDescriptor;
import io.github.mptcpspring.internal.linux.Fcntl;
import io.github.mptcpspring.internal.linux.SockOpt;
import io.github.mptcpspring.internal.linux.SysSocket;
import io.github.mptcpspring.internal.linux.SystemCalls;
import io.github.mptcpspring.internal.linux.SystemCallsUnavailableException;
import io.github.mptcpspring.internal.linux.struct.SockAddr;
import io.github.mptcpspring.testsupport.Creator;
import io.github.mptcpspring.testsupport.MptcpRequired;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Descriptors of the real kernel that no object of the JDK stands for.
 */
@MptcpRequired
class BareDescriptorsTests {

	private final MptcpSockets mptcpSockets = MptcpSockets.create();

	private SystemCalls calls;

	private BorrowedDescriptor socket;

	@BeforeEach
	void link() throws SystemCallsUnavailableException {
		this.calls = SystemCalls.link();
	}

	private int family() {
		SockAddr address = new SockAddr();
		assertThat(this.calls.getsockname(this.socket.number(), address)).isPositive();
		return address.family();
	}

	@AfterEach
	void closeSocket() {
		assertThat(this.calls.close(this.socket.number())).isZero();
	}

	@ParameterizedTest
	@EnumSource
	void whatTheCreatorAskedForIsKept(Creator creator) throws IOException {
		create(creator);
		Path before = file();
		int family = family();
		Map<SockOpt, Integer> options = readOptions(creator);
		assertThat(this.mptcpSockets.swap(this.socket.number())).isEqualTo(new Swapped());
		assertThat(file()).isNotEqualTo(before);
		assertThat(this.socket.getInt(SockOpt.SO_PROTOCOL)).isEqualTo(SysSocket.IPPROTO_MPTCP);
		assertThat(family()).isEqualTo(family);
		assertThat(readOptions(creator)).isEqualTo(options);
		verifyFlags(creator);
	}

	@ParameterizedTest
	@EnumSource
	void whenMptcpRefusesAnOptionItIsTheSameSocketAsBefore(Creator creator) throws IOException {
		create(creator);
		assertThat(this.socket.setInt(SockOpt.TCP_USER_TIMEOUT, 1234)).isZero();
		Path before = file();
		Map<SockOpt, Integer> options = readOptions(creator);
		assertThat(this.mptcpSockets.swap(this.socket.number())).isInstanceOfSatisfying(Kept.class,
				(kept) -> assertThat(kept.because().description()).contains("TCP_USER_TIMEOUT is set on it"));
		assertThat(file()).isEqualTo(before);
		assertThat(this.socket.getInt(SockOpt.TCP_USER_TIMEOUT)).isEqualTo(1234);
		assertThat(readOptions(creator)).isEqualTo(options);
		verifyFlags(creator);
	}

	private void create(Creator creator) {
		this.socket = new BorrowedDescriptor(this.calls, creator.create(this.calls));
	}

	private Path file() throws IOException {
		return Files.readSymbolicLink(Path.of("/proc/self/fd/" + this.socket.number()));
	}

	private Map<SockOpt, Integer> readOptions(Creator creator) {
		return creator.options().keySet().stream().collect(Collectors.toMap((option) -> option, this.socket::getInt));
	}

	private void verifyFlags(Creator creator) {
		assertThat((this.calls.fcntl(this.socket.number(), Fcntl.F_GETFL, 0) & Fcntl.O_NONBLOCK) != 0)
			.isEqualTo(creator.isNonBlocking());
		assertThat(this.calls.fcntl(this.socket.number(), Fcntl.F_GETFD, 0)).isEqualTo(creator.descriptorFlags());
	}

}

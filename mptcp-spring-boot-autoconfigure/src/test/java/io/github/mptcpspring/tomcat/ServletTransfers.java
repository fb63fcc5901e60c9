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

package io.github.mptcpspring.tomcat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

import io.github.mptcpspring.testsupport.boot.BlockingTransfers;
import io.github.mptcpspring.testsupport.boot.Transfers;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;
import org.springframework.web.socket.BinaryMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.config.annotation.EnableWebSocket;
import org.springframework.web.socket.config.annotation.WebSocketConfigurer;
import org.springframework.web.socket.config.annotation.WebSocketHandlerRegistry;
import org.springframework.web.socket.handler.BinaryWebSocketHandler;

/**
 * What {@link Transfers} is for a servlet application, and a file that Tomcat has the
 * kernel send.
 */
@RestController
@EnableWebSocket
class ServletTransfers implements WebSocketConfigurer {

	static final String FILE = "transfers.file";

	private final Path file;

	ServletTransfers(@Value("${" + FILE + "}") Path file) {
		this.file = file;
	}

	@GetMapping(path = "/transfers/{length}", produces = MediaType.APPLICATION_OCTET_STREAM_VALUE)
	void download(@PathVariable long length, HttpServletResponse response) throws IOException {
		BlockingTransfers.write(response.getOutputStream(), length);
	}

	@GetMapping(path = "/async/transfers/{length}", produces = MediaType.APPLICATION_OCTET_STREAM_VALUE)
	StreamingResponseBody downloadFromAnotherThread(@PathVariable long length) {
		return (stream) -> BlockingTransfers.write(stream, length);
	}

	@GetMapping("/sendfile/transfers/{length}")
	void sendFile(@PathVariable long length, HttpServletRequest request, HttpServletResponse response)
			throws IOException {
		if (!Boolean.TRUE.equals(request.getAttribute("org.apache.tomcat.sendfile.support"))) {
			throw new IllegalStateException("Tomcat does not let the kernel send files");
		}
		response.setContentType(MediaType.APPLICATION_OCTET_STREAM_VALUE);
		response.setContentLengthLong(length);
		request.setAttribute("org.apache.tomcat.sendfile.filename", this.file.toRealPath().toString());
		request.setAttribute("org.apache.tomcat.sendfile.start", 0L);
		request.setAttribute("org.apache.tomcat.sendfile.end", Files.size(this.file));
	}

	@PostMapping({ "/transfers/{length}", "/async/transfers/{length}", "/sendfile/transfers/{length}" })
	String upload(@PathVariable long length, InputStream body) throws IOException {
		return String.valueOf(BlockingTransfers.check(body, length));
	}

	/** Sends back each message as it came. */
	@Override
	public void registerWebSocketHandlers(WebSocketHandlerRegistry registry) {
		registry.addHandler(new BinaryWebSocketHandler() {

			@Override
			protected void handleBinaryMessage(WebSocketSession session, BinaryMessage message) throws Exception {
				session.sendMessage(message);
			}

		}, Transfers.ECHO);
	}

}
